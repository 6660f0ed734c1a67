using System.IO.Compression;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>A rendered page in UTF-8, and what it shows. Immutable; every reader gets the same bytes.</summary>
internal sealed class CachedPage(byte[] html, PetitionView view)
{
    private readonly CompressibleBody _body = new(html, CompressionLevel.Optimal);
    private readonly Petition _petition = view.Petition;
    private readonly ShownCount? _count = view.Count;
    private readonly PetitionPhase _phase = view.Phase;
    private readonly long _formNumber = view.FormNumber;

    /// <summary>The page without a coding.</summary>
    public byte[] Html => _body.Plain;

    /// <summary>Weak entity tag of the page in every coding.</summary>
    public string ETag { get; } = EntityTag.Weak(html);

    /// <summary>The page in a coding.</summary>
    public byte[] In(ContentCoding coding) => _body.In(coding);

    /// <summary>Rendering the view anew would make the same page.</summary>
    public bool Shows(PetitionView view) =>
        ReferenceEquals(_petition, view.Petition) && _count == view.Count && _phase == view.Phase && _formNumber == view.FormNumber;
}
