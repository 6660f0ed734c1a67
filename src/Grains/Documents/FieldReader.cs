using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>
/// Converts parsed fields to typed values and reports problems. A missing or invalid value is returned as some value of its type, so that
/// parsing continues and finds every problem; the document is rejected in that case.
/// </summary>
/// <param name="file">The file to name in the problem when a field is missing.</param>
/// <param name="fields">The fields by path.</param>
/// <param name="diagnostics">Collects the problems.</param>
internal sealed partial class FieldReader(string file, IReadOnlyDictionary<string, ParsedField> fields, DocumentDiagnostics diagnostics)
{
    public bool IsPresent(string path) => fields.ContainsKey(path);

    /// <summary>True when the field is there and no problem was reported about it.</summary>
    public bool IsValid(string path) => fields.TryGetValue(path, out var field) && field.IsValid;

    /// <summary>The value; null when the field is absent or already has a problem.</summary>
    public string? Optional(string path) => fields.TryGetValue(path, out var field) && field.IsValid ? field.Values[0] : null;

    public string Required(string path)
    {
        ReportMissing(path);
        return Optional(path) ?? "";
    }

    public ImmutableArray<string> List(string path) => fields.TryGetValue(path, out var field) && field.IsValid ? [.. field.Values] : [];

    public ImmutableArray<string> RequiredList(string path)
    {
        ReportMissing(path);
        if (fields.GetValueOrDefault(path) is { IsValid: true, Values.Count: 0 } empty)
            Problem(path, $"has no entries: write for example `{empty.Definition.Example}`");
        return List(path);
    }

    /// <summary>The value of one of the <paramref name="words"/>; <paramref name="otherwise"/> when the field is absent.</summary>
    public T Choice<T>(string path, ImmutableArray<(string Word, T Value)> words, T otherwise)
    {
        if (Optional(path) is not { } stated) return otherwise;
        foreach (var (word, value) in words)
            if (word == stated) return value;
        Problem(path, $"cannot be `{DocumentText.Excerpt(stated)}`: write {string.Join(" or ", words.Select(word => $"`{word.Word}`"))}");
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
            Problem(path, $"`{DocumentText.Excerpt(code)}` is not a country code: write two capital letters of ISO 3166-1, such as US");
        return code;
    }

    /// <summary>A language tag; null when the field is absent or invalid.</summary>
    public string? Language(string path)
    {
        var tag = Optional(path);
        if (tag is null) return null;
        if (LanguageTag.Canonical(tag) is { } canonical) return canonical;
        Problem(path, $"`{DocumentText.Excerpt(tag)}` is not a language: write a BCP 47 tag such as en or pt-BR, or leave it out");
        return null;
    }

    /// <summary>The version of a consent text, which clients send back.</summary>
    public string Version(string path)
    {
        var version = Required(path);
        if (version.Length > 0 && !VersionPattern().IsMatch(version))
            Problem(path,
                $"`{DocumentText.Excerpt(version)}` is not a version: write up to 32 letters, digits, dots and hyphens, such as 2026-01");
        return version;
    }

    /// <summary>A web address. Only https is accepted, because the page that links to it asks for personal data.</summary>
    public string Link(string path)
    {
        var link = Required(path);
        var good = Uri.TryCreate(link, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "" }
            && link.StartsWith("https://", StringComparison.Ordinal) && link.AsSpan().IndexOfAny(" \t\"<>\\`") < 0;
        if (link.Length > 0 && !good)
            Problem(path, $"`{DocumentText.Excerpt(link)}` is not a web address: write it in full, beginning with https://");
        return link;
    }

    /// <summary>A number in the range. An absent field is <paramref name="otherwise"/>, or a problem when that is null.</summary>
    public int Number(string path, int min, int max, int? otherwise = null)
    {
        var stated = otherwise is null ? Required(path) : Optional(path);
        if (string.IsNullOrEmpty(stated)) return otherwise ?? min;
        if (int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Problem(path, $"cannot be `{DocumentText.Excerpt(stated)}`: write a whole number from {min} to {max}");
        return min;
    }

    /// <summary>The name of a time zone; <paramref name="otherwise"/> when the field is absent or invalid.</summary>
    public string? TimeZone(string path, string? otherwise)
    {
        if (Optional(path) is not { } stated) return otherwise;
        if (PetitionZone.TryFind(stated, out _)) return stated;
        Problem(path, $"`{DocumentText.Excerpt(stated)}` is not a time zone: write a name of the IANA database, such as Europe/Vienna");
        return otherwise;
    }

    /// <summary>
    /// A timestamp in UTC. A date without time is that day in <paramref name="zone"/>: its beginning, or as the end of something the end of
    /// the day, which belongs to it. Null when the field is absent or invalid.
    /// </summary>
    public DateTimeOffset? Timestamp(string path, TimeZoneInfo zone, bool isEnd = false)
    {
        if (Optional(path) is not { } stated) return null;
        if (DocumentTime.TryParse(stated, zone, isEnd, out var moment)) return moment;
        Problem(path, $"`{DocumentText.Excerpt(stated)}` is not a date and time: {DocumentTime.Form}");
        return null;
    }

    /// <summary>Reports a problem at the line of the field, else of its section, else at line 1.</summary>
    public void Problem(string path, string message)
    {
        var (where, line) = Place(path);
        diagnostics.AddProblem(where, line, path, message);
    }

    /// <summary>Reports a warning at the same line as <see cref="Problem"/>.</summary>
    public void Warning(string path, string message)
    {
        var (where, line) = Place(path);
        diagnostics.AddWarning(where, line, path, message);
    }

    private void ReportMissing(string path)
    {
        // An invalid section may have contained the field.
        if (IsPresent(path) || Section(path) is { IsValid: false }) return;
        Problem(path, $"is missing: write for example `{FieldDefinition.All[path].Example}`");
    }

    private ParsedField? Section(string path) => fields.GetValueOrDefault(path.Split('.')[0]);

    private (string File, int Line) Place(string path)
    {
        var known = fields.GetValueOrDefault(path) ?? Section(path);
        return known is null ? (file, 1) : (known.File, known.Line);
    }

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z.-]{0,31}\z")]
    private static partial Regex VersionPattern();
}
