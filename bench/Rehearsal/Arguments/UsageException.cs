namespace Petitions.Bench.Rehearsal.Arguments;

/// <summary>The run cannot be done as it was asked for. The message is one line for the person at the terminal; the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
