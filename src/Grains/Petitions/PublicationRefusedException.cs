namespace Petitions.Grains.Petitions;

/// <summary>
/// A document cannot be published like this: the petition is public, archived, or bound in another way. The message says what to do.
/// </summary>
[GenerateSerializer, Alias("petitions.publication-refused")]
public class PublicationRefusedException(string message) : Exception(message);
