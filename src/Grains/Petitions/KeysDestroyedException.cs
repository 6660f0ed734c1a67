namespace Petitions.Grains.Petitions;

/// <summary>A petition whose keys are destroyed recognises nobody any more, and so cannot be opened again.</summary>
[GenerateSerializer, Alias("petitions.keys-destroyed")]
public sealed class KeysDestroyedException(string message) : PublicationRefusedException(message);
