using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>The cover of a parcel: for whom it is, how many signatures it has, and how anybody can verify them.</summary>
internal static class CoverSheet
{
    private const double Size = 10.5, Leading = 14.5;
    private const double LabelWidth = 38 * A4.Millimetre;
    private const int FingerprintGroup = 8;

    private static readonly Margins Margins = Margins.Millimetres(left: 25, right: 25, top: 28, bottom: 22);

    /// <summary>Writes the cover; the stream is not closed.</summary>
    public static void Write(Stream target, FontLibrary fonts, CoverContent content)
    {
        using var typesetter = new Typesetter(fonts);
        var flow = new PageFlow(typesetter, Margins);
        var words = PrintTexts.For(content.Lang);
        var format = new TextFormat(Size, flow.Width, content.Lang);
        SetHead(flow, content, words, format);
        foreach (var (label, value) in FactsOf(content, words)) SetFact(flow, words[label], value, format);
        SetVerification(flow, words, format);

        var document = new PdfDocument(target, new PdfInfo(content.Title, content.Lang, content.Date));
        foreach (var page in flow.Pages) document.AddPage(page);
        document.Complete();
    }

    private static void SetHead(PageFlow flow, CoverContent content, PrintTexts words, TextFormat format)
    {
        if (content.Rehearsal) flow.Paragraph(words["Cover_Rehearsal"], format with { Size = 14 }, 18, FontStyle.Bold);
        flow.Paragraph(words["Cover_Kicker"], format, Leading);
        flow.Y += 4;
        flow.Lines(FittedText.Balanced(flow.Typesetter, content.Title, format with { Size = 21 }, FontStyle.Bold), 25);
        flow.Y += 14;
        flow.Page.Rule(flow.Left, flow.Y, flow.Width, 1.2);
        flow.Y += 22;

        var count = content.Signatures.ToString("N0", words.Culture);
        flow.Paragraph(count, format with { Size = 40 }, 44, FontStyle.Bold);
        flow.Paragraph(words[content.Signatures == 1 ? "Cover_SignatureOne" : "Cover_SignatureMany"], format with { Size = 14 }, 18);
        flow.Y += 22;
    }

    private static IEnumerable<(string Label, string Value)> FactsOf(CoverContent content, PrintTexts words)
    {
        var addressee = content.Addressee;
        string[] office = addressee.Office is { } name ? [name] : [];
        yield return ("Cover_To", string.Join('\n', (string[])[addressee.Name, .. office, .. addressee.Address]));
        if (!content.AlsoTo.IsDefaultOrEmpty) yield return ("Cover_Copy", string.Join('\n', content.AlsoTo));
        yield return ("Cover_Subject", content.Subject);
        yield return ("Cover_Parcel", $"{words.With("Cover_ParcelNumber", content.Parcel)}, {words.Date(content.Date)}");
        yield return ("Cover_Period", content.From == content.Until
            ? words.Date(content.From)
            : words.With("Cover_PeriodDates", words.Date(content.From), words.Date(content.Until)));
        yield return ("Cover_CutOff", words.Moment(content.CutOff, content.TimeZone));
        if (content.Withdrawals > 0) yield return ("Cover_Withdrawn", words.With("Cover_WithdrawnLines", content.Withdrawals));
        yield return ("Cover_From", $"{content.Controller.Name}\n{content.Controller.Contact}");
        yield return ("Cover_Fingerprint", Grouped(content.Fingerprint));
    }

    private static void SetFact(PageFlow flow, string label, string value, TextFormat format)
    {
        var lines = flow.Typesetter.Lines(value, format.Within(flow.Width - LabelWidth));
        flow.Keep(lines.Count * Leading);
        var name = flow.Typesetter.Lines(label, format.Within(LabelWidth - 8), FontStyle.Italic);
        if (name.Count > 0) flow.Page.Text(name[0], flow.Left, flow.Y + PageFlow.Ascent * Leading);
        flow.Lines(lines, Leading, LabelWidth);
        flow.Y += 7;
    }

    private static void SetVerification(PageFlow flow, PrintTexts words, TextFormat format)
    {
        flow.Y += 12;
        flow.Page.Rule(flow.Left, flow.Y, flow.Width, 0.5);
        flow.Y += 10;
        var small = format with { Size = 9, Lang = words.Lang };
        flow.Paragraph(words["Cover_Verify"], format with { Lang = words.Lang }, Leading, FontStyle.Bold);
        flow.Y += 3;
        string[] ways = ["Cover_VerifyFiles", "Cover_VerifyList", "Cover_VerifySigner", "Cover_Data"];
        foreach (var way in ways)
        {
            flow.Paragraph(words[way], small, 12.5);
            flow.Y += 4;
        }
    }

    // Four groups a line can be compared by eye.
    private static string Grouped(string fingerprint)
    {
        var groups = fingerprint.ToLowerInvariant().Chunk(FingerprintGroup).Select(group => new string(group));
        return string.Join('\n', groups.Chunk(4).Select(line => string.Join(' ', line)));
    }
}
