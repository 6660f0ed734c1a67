using System.Text.RegularExpressions;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Drafting;

/// <summary>Writes values of front matter, quoted where YAML would read them in another way than they are meant.</summary>
internal static class YamlText
{
    // Nothing in it is a sign of YAML, and it neither begins nor ends with a blank.
    private static readonly Regex Plain =
        new(
            @"^[\p{L}\d]([\p{L}\p{M}\d .,'’()/&+-]*[\p{L}\p{M}\d.,'’)/+])?\z",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex PlainLink =
        new(@"^https://[\w./%?=&+~@-]*[\w/]\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off"];

    /// <summary>A value on one line.</summary>
    public static string Scalar(string value)
    {
        var line = string.Join(' ', value.Split((char[])['\r', '\n', '\t', '\f', '\u0085'], StringSplitOptions.RemoveEmptyEntries));
        return PlainLink.IsMatch(line) || Plain.IsMatch(line) && !Words.Contains(line, StringComparer.OrdinalIgnoreCase)
            ? line : $"'{line.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>A question in place of a value.</summary>
    public static string Question(string question) =>
        $"\"{OpenQuestion.Mark}{Escape(question)}\"";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
