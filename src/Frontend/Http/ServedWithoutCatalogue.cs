namespace Petitions.Frontend.Http;

/// <summary>
/// Endpoint metadata: the endpoint needs no petition, so it is served also before the catalogue has been read for the first time. All other
/// endpoints answer 503 until then.
/// </summary>
internal sealed class ServedWithoutCatalogue
{
    /// <summary>The metadata.</summary>
    public static readonly ServedWithoutCatalogue Metadata = new();

    private ServedWithoutCatalogue()
    {
    }
}
