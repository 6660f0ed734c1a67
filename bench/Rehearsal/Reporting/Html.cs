using System.Net;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>Pieces of HTML that the sections of the report share.</summary>
internal static class Html
{
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public static string Section(string heading, string content) => $"<section><h2>{Encode(heading)}</h2>{content}</section>";

    /// <summary>A list of names and values.</summary>
    public static string Facts(params IEnumerable<(string Name, string Value)> facts) =>
        $"<dl>{string.Concat(facts.Select(fact => $"<dt>{Encode(fact.Name)}</dt><dd>{Encode(fact.Value)}</dd>"))}</dl>";

    /// <summary>A list of what was met and what was not. Names are HTML already.</summary>
    public static string Checks(IEnumerable<(bool IsMet, string Name, string Detail)> checks)
    {
        var items = checks.Select(check =>
            $"<li class=\"{(check.IsMet ? "met" : "missed")}\">{check.Name}<small>{Encode(check.Detail)}</small></li>");
        return $"<ul class=\"checks\">{string.Concat(items)}</ul>";
    }

    /// <summary>A cell with a figure.</summary>
    public static string Figure(string text) => $"<td class=\"n\">{Encode(text)}</td>";
}
