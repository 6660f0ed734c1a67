namespace Petitions.Grains.Petitions;

/// <summary>Whether e-mail addresses are confirmed is decided when a petition is first published.</summary>
[GenerateSerializer, Alias("petitions.confirmation-mismatch")]
public sealed class ConfirmationMismatchException(string message) : PublicationRefusedException(message);
