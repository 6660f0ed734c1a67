using System.Globalization;
using System.IO.Compression;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// A PDF of A4 pages that is written while pages are added. In memory stay some 20 bytes per page and the used glyphs, whatever is on the
/// pages; fonts are written at the end. The same pages make the same bytes. The stream is not closed.
/// </summary>
internal sealed class PdfDocument
{
    // A tree of nodes spares viewers of thousands of pages a long list.
    private const int PagesPerNode = 100;

    private static readonly string Box = string.Create(CultureInfo.InvariantCulture, $"[0 0 {A4.Width:0.##} {A4.Height:0.##}]");

    private readonly PdfFile _file;
    private readonly PdfInfo _info;
    private readonly int _root, _fonts, _forms;
    private readonly List<int> _nodes = [];
    private readonly List<int> _pagesOfNode = [];
    private readonly List<int> _formNumbers = [];

    public PdfDocument(Stream target, PdfInfo info)
    {
        (_file, _info) = (new PdfFile(target), info);
        (_root, _fonts, _forms) = (_file.Reserve(), _file.Reserve(), _file.Reserve());
    }

    /// <summary>Pages so far.</summary>
    public int Pages { get; private set; }

    /// <summary>The glyphs that its pages draw.</summary>
    public GlyphUses Uses { get; } = new();

    /// <summary>Adds a drawing that pages can share; returns its name for <see cref="Drawing.Form"/>.</summary>
    public string AddForm(PdfForm form)
    {
        var number = _file.Reserve();
        _file.Stream(number, $"/Type/XObject/Subtype/Form/BBox{Box}/Resources<</Font {_fonts} 0 R>>", form.Deflated);
        Uses.Add(form.Uses);
        _formNumbers.Add(number);
        return $"X{_formNumbers.Count}";
    }

    /// <summary>Adds a page.</summary>
    /// <param name="drawing">What is on it; its <see cref="Drawing.Uses"/> are those of this document.</param>
    public void AddPage(Drawing drawing)
    {
        if (!ReferenceEquals(drawing.Uses, Uses)) Uses.Add(drawing.Uses);
        if (_pagesOfNode.Count == 0) _nodes.Add(_file.Reserve());
        var (page, content) = (_file.Reserve(), _file.Reserve());
        _file.Stream(content, "", _file.Deflate(drawing.Content, CompressionLevel.Fastest));
        _file.Object(page, $"<</Type/Page/Parent {_nodes[^1]} 0 R/Contents {content} 0 R>>");
        _pagesOfNode.Add(page);
        Pages++;
        if (_pagesOfNode.Count == PagesPerNode) WriteNode();
    }

    /// <summary>Writes what is left: fonts, the tree of pages, the table of objects.</summary>
    public void Complete()
    {
        if (_pagesOfNode.Count > 0) WriteNode();
        var fonts = new List<string>();
        foreach (var (face, glyphs) in Uses.All)
        {
            var number = _file.Reserve();
            PdfFont.Embed(_file, number, face, glyphs);
            fonts.Add($"/F{face.Number} {number} 0 R");
        }
        _file.Object(_fonts, $"<<{string.Concat(fonts)}>>");
        _file.Object(_forms, $"<<{string.Concat(_formNumbers.Select((number, i) => $"/X{i + 1} {number} 0 R"))}>>");
        _file.Object(_root, $"<</Type/Pages/Count {Pages}/MediaBox{Box}/Resources<</Font {_fonts} 0 R/XObject {_forms} 0 R>>"
            + $"/Kids[{References(_nodes)}]>>");

        var (catalog, info) = (_file.Reserve(), _file.Reserve());
        var content = new PdfBuffer().Add($"<</Type/Catalog/Pages {_root} 0 R/ViewerPreferences<</DisplayDocTitle true>>");
        if (_info.Lang is { } lang) content.Add("/Lang"u8).AddText(lang);
        _file.Object(catalog, content.Add(">>"u8).Bytes);
        content.Clear();
        var date = _info.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        content.Add("<</Title"u8).AddText(_info.Title).Add($"/Producer(Petition.Orleans)/CreationDate(D:{date})>>");
        _file.Object(info, content.Bytes);
        _file.Complete(catalog, info);
    }

    private void WriteNode()
    {
        _file.Object(_nodes[^1], $"<</Type/Pages/Parent {_root} 0 R/Count {_pagesOfNode.Count}/Kids[{References(_pagesOfNode)}]>>");
        _pagesOfNode.Clear();
    }

    private static string References(List<int> objects) => string.Join(' ', objects.Select(number => $"{number} 0 R"));
}
