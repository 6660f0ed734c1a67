namespace Petitions.Frontend.Hosting;

/// <summary>The program cannot start; the message is the one line that the operator reads, and says what to do.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
