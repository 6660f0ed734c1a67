namespace Petitions.Grains.Petitions;

/// <summary>
/// A live petition and a rehearsal cannot take each other's place: the one is signed by people, the other is removed with its signatures.
/// </summary>
[GenerateSerializer, Alias("petitions.rehearsal-mismatch")]
public sealed class RehearsalMismatchException(string message) : PublicationRefusedException(message);
