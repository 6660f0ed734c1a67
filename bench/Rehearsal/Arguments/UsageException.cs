namespace Petitions.Bench.Rehearsal.Arguments;

/// <summary>A run cannot be done as it was asked for. The message is printed as one line; the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
