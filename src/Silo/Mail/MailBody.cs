using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Petitions.Silo.Mail;

/// <summary>
/// The body of a mail, rendered as text and as HTML from the same parts. All values are escaped. No images, no external styles and no
/// tracking.
/// </summary>
internal sealed record MailBody(string Lang, ImmutableArray<MailPart> Parts)
{
    private const string ButtonStyle = "display:inline-block;padding:12px 20px;background:#14508c;color:#fff;border-radius:6px";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part switch
            {
                MailPart.Paragraph paragraph => paragraph.Text + "\n",
                MailPart.Fields fields => string.Concat(fields.Rows.Select(row => $"  {row.Label}: {row.Value}\n")),
                MailPart.Link link => $"{link.Text}:\n{link.Address}\n",
                _ => "",
            }).Append('\n');
        }
        return text.ToString();
    }

    public string ToHtml()
    {
        var html = new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"" + Html.Encode(Lang)
                + "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"></head>\n")
            .Append("<body style=\"margin:0;padding:24px;font:16px/1.5 sans-serif;max-width:36em\">\n");
        foreach (var part in Parts) html.Append(ToHtml(part)).Append('\n');
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string ToHtml(MailPart part) => part switch
    {
        MailPart.Paragraph paragraph => $"<p>{Html.Encode(paragraph.Text)}</p>",
        // dir=auto isolates right-to-left names from the text around them.
        MailPart.Fields fields =>
            "<dl>" + string.Concat(fields.Rows.Select(row =>
                $"<dt>{Html.Encode(row.Label)}</dt><dd><strong dir=\"auto\">{Html.Encode(row.Value)}</strong></dd>")) + "</dl>",
        MailPart.Link { IsMain: true } link =>
            $"<p><a href=\"{Html.Encode(link.Address)}\""
                + " style=\"display:inline-block;padding:12px 20px;background:#14508c;color:#fff;border-radius:6px\">"
                + $"{Html.Encode(link.Text)}</a></p>",
        MailPart.Link link => $"<p><a href=\"{Html.Encode(link.Address)}\">{Html.Encode(link.Text)}</a></p>",
        _ => "",
    };
}

/// <summary>One part of a mail.</summary>
internal abstract record MailPart
{
    public sealed record Paragraph(string Text) : MailPart;

    public sealed record Fields(ImmutableArray<(string Label, string Value)> Rows) : MailPart;

    /// <param name="Text">Label of the link.</param>
    /// <param name="Address">URL of the link.</param>
    /// <param name="IsMain">True for the main action of the mail, which is rendered as a button.</param>
    public sealed record Link(string Text, string Address, bool IsMain = false) : MailPart;
}
