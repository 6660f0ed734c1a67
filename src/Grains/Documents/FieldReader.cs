using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>
/// Turns stated fields into values and notes what does not fit. A value that is missing or wrong comes back as some value of its type, so
/// that reading goes on and finds every problem; the document is not published then.
/// </summary>
/// <param name="file">File that is named when a field is missing altogether.</param>
/// <param name="fields">The fields by path.</param>
/// <param name="notes">Where problems go.</param>
internal sealed partial class FieldReader(string file, IReadOnlyDictionary<string, StatedField> fields, DocumentNotes notes)
{
    public bool States(string path) => fields.ContainsKey(path);

    /// <summary>The value, or null when the field is not stated or has a problem already.</summary>
    public string? Optional(string path) => fields.TryGetValue(path, out var field) && field.Sound ? field.Values[0] : null;

    public string Required(string path)
    {
        ReportMissing(path);
        return Optional(path) ?? "";
    }

    public ImmutableArray<string> List(string path) => fields.TryGetValue(path, out var field) && field.Sound ? [.. field.Values] : [];

    public ImmutableArray<string> RequiredList(string path)
    {
        ReportMissing(path);
        if (fields.GetValueOrDefault(path) is { Sound: true, Values.Count: 0 } empty)
            Problem(path, $"has no entries: write for example `{empty.Rule.Example}`");
        return List(path);
    }

    /// <summary>One of the <paramref name="words"/>; <paramref name="otherwise"/> when the field is not stated.</summary>
    public T Choice<T>(string path, ImmutableArray<(string Word, T Value)> words, T otherwise)
    {
        if (Optional(path) is not { } stated) return otherwise;
        foreach (var (word, value) in words)
            if (word == stated) return value;
        Problem(path, $"cannot be `{DocumentText.Short(stated)}`: write {string.Join(" or ", words.Select(word => $"`{word.Word}`"))}");
        return otherwise;
    }

    public T RequiredChoice<T>(string path, ImmutableArray<(string Word, T Value)> words)
    {
        Required(path);
        return Choice(path, words, words[0].Value);
    }

    public string Country(string path)
    {
        var code = Required(path);
        if (code.Length > 0 && !Countries.IsCountry(code))
            Problem(path, $"`{DocumentText.Short(code)}` is no country: write its ISO 3166-1 code in two capital letters, such as US");
        return code;
    }

    /// <summary>A language; null when the field is not stated or wrong.</summary>
    public string? Language(string path)
    {
        var tag = Optional(path);
        if (tag is null || DocumentFile.IsLang(tag)) return tag;
        Problem(path, $"`{DocumentText.Short(tag)}` is no language: write its BCP 47 tag such as en or pt-BR, or leave it out");
        return null;
    }

    /// <summary>The version of a consent: a short name that a client can send back.</summary>
    public string Version(string path)
    {
        var version = Required(path);
        if (version.Length > 0 && !VersionPattern().IsMatch(version))
            Problem(path,
                $"`{DocumentText.Short(version)}` is no version: write up to 32 letters, digits, dots and hyphens, such as 2026-01");
        return version;
    }

    /// <summary>An address on the web; only https, as the page that links to it asks for personal data.</summary>
    public string Link(string path)
    {
        var link = Required(path);
        var good = Uri.TryCreate(link, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "" }
            && link.StartsWith("https://", StringComparison.Ordinal) && link.AsSpan().IndexOfAny(" \t\"<>\\`") < 0;
        if (link.Length > 0 && !good)
            Problem(path, $"`{DocumentText.Short(link)}` is no web address: write it in full, beginning with https://");
        return link;
    }

    /// <summary>A number of the range; <paramref name="otherwise"/> when the field is not stated, or a problem when that is null.</summary>
    public int Number(string path, int min, int max, int? otherwise = null)
    {
        var stated = otherwise is null ? Required(path) : Optional(path);
        if (string.IsNullOrEmpty(stated)) return otherwise ?? min;
        if (int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Problem(path, $"cannot be `{DocumentText.Short(stated)}`: write a whole number from {min} to {max}");
        return min;
    }

    /// <summary>A moment in UTC; a plain date is its midnight in UTC. Null when the field is not stated or wrong.</summary>
    public DateTimeOffset? Moment(string path)
    {
        if (Optional(path) is not { } stated) return null;
        if (DateTimeOffset.TryParseExact(stated, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUniversalTime();
        Problem(path,
            $"`{DocumentText.Short(stated)}` is no moment: write date, time and offset such as 2026-01-31T08:00:00+01:00, or a date alone");
        return null;
    }

    /// <summary>Notes a problem with a field at its line, or at that of its section, or at the beginning of the file.</summary>
    public void Problem(string path, string message)
    {
        var (where, line) = Place(path);
        notes.Problem(where, line, path, message);
    }

    /// <summary>Notes a warning, in the same place as a problem.</summary>
    public void Warning(string path, string message)
    {
        var (where, line) = Place(path);
        notes.Warning(where, line, path, message);
    }

    private void ReportMissing(string path)
    {
        // A section that could not be read may have held it.
        if (States(path) || Section(path) is { Sound: false }) return;
        Problem(path, $"is missing: write for example `{DocumentField.All[path].Example}`");
    }

    private StatedField? Section(string path) => fields.GetValueOrDefault(path.Split('.')[0]);

    private (string File, int Line) Place(string path)
    {
        var known = fields.GetValueOrDefault(path) ?? Section(path);
        return known is null ? (file, 1) : (known.File, known.Line);
    }

    // ISO 8601, the forms that name an offset.
    private static readonly string[] MomentForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionPattern();
}
