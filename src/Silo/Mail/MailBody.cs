using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Petitions.Silo.Mail;

/// <summary>
/// What a mail says, once as text and once as HTML made of the same parts, so that both say the same. Nothing in it is interpreted: a name
/// is text. No images, no style from elsewhere, nothing that tells anybody that the mail was opened.
/// </summary>
internal sealed record MailBody(string Lang, ImmutableArray<MailPart> Parts)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part switch
            {
                MailPart.Paragraph paragraph => paragraph.Text + "\n",
                MailPart.Facts facts => string.Concat(facts.Rows.Select(row => $"  {row.Label}: {row.Value}\n")),
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
        // Whatever direction a name is written in, it turns nothing around it.
        MailPart.Facts facts =>
            "<dl>" + string.Concat(facts.Rows.Select(row =>
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

    public sealed record Facts(ImmutableArray<(string Label, string Value)> Rows) : MailPart;

    /// <param name="Text">What it does.</param>
    /// <param name="Address">Where it leads.</param>
    /// <param name="IsMain">It is what the mail is about.</param>
    public sealed record Link(string Text, string Address, bool IsMain = false) : MailPart;
}
