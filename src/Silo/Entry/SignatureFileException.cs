namespace Petitions.Silo.Entry;

/// <summary>A file cannot be read as one of signatures. The message says what is wrong, in which line, and what to do.</summary>
internal sealed class SignatureFileException(string message) : Exception(message);
