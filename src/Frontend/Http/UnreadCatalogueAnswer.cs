namespace Petitions.Frontend.Http;

/// <summary>
/// Said of an address that is not answered as others are while the catalogue is unread (<see cref="CatalogueReadiness"/>): the others get
/// problem details under <c>/api</c> and a page elsewhere.
/// </summary>
internal sealed class UnreadCatalogueAnswer
{
    /// <summary>As always: it needs no petition.</summary>
    public static readonly UnreadCatalogueAnswer Served = new();

    /// <summary>With problem details, because programs read it, although it is not under <c>/api</c>.</summary>
    public static readonly UnreadCatalogueAnswer Problem = new();

    /// <summary>With a notice in somebody else's frame.</summary>
    public static readonly UnreadCatalogueAnswer Frame = new();

    private UnreadCatalogueAnswer()
    {
    }
}
