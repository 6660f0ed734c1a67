using System.Globalization;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;

namespace Petitions.Grains.Entry;

/// <summary>
/// Validates a line by the rules of signing, and those of paper and imports. Disposable addresses are accepted: admins enter what was
/// signed, and no program signs through them.
/// </summary>
/// <param name="isRehearsal">The petition is a rehearsal.</param>
/// <param name="source">Paper or import.</param>
/// <param name="now">Nothing was signed later.</param>
public sealed class EntryValidator(bool isRehearsal, SignatureSource source, DateTimeOffset now)
{
    /// <summary>Length of the name of a consent text, in characters.</summary>
    public const int ConsentTextCharsMax = 100;

    private readonly List<EntryFault> _faults = [];

    /// <summary>The line, without its signer key; null when it has faults, in the order of the fields.</summary>
    public EntryLine? Check(EntryFields fields, out EmailAddress? email, out IReadOnlyList<EntryFault> faults)
    {
        _faults.Clear();
        var (given, family) = (Name("givenName", fields.GivenName), Name("familyName", fields.FamilyName));
        if (_faults.Count == 0 && SignerText.MakeLink(given, family))
            Add("familyName", "makes a web address together with the given name: after a full stop write a space");
        email = Email(fields.Email);
        var place = Text("place", fields.Place);
        if (!SignerCountry.TryRead(fields.Country, out var country))
            Add("country", "is no country: write the two letters of ISO 3166-1, such as AT, or nothing");
        PaperPlace? paper = source == SignatureSource.Paper ? Paper(fields) : null;
        var signedAt = Moment("signedAt", fields.SignedAt);
        var confirmedAt = Moment("confirmedAt", fields.ConfirmedAt);
        var consent = Flag("consent", fields.Consent);
        var consentText = ConsentText(fields.ConsentText);
        faults = _faults.Count == 0 ? [] : [.. _faults];
        if (_faults.Count > 0) return null;
        return new()
        {
            GivenName = given,
            FamilyName = family,
            Email = email?.Original,
            Place = place,
            Country = country,
            Paper = paper,
            SignedAt = signedAt,
            IsConfirmed = confirmedAt is not null,
            HasConsent = consent,
            Evidence = paper is { } line ? FormattableString.Invariant($"paper {line.Sheet}/{line.Line}")
                : FormattableString.Invariant($"signed {signedAt:O} confirmed {confirmedAt:O} consent {consent} {consentText}"),
        };
    }

    private void Add(string field, string text) => _faults.Add(new(field, text));

    private string Name(string field, string? text)
    {
        var validity = SignerText.Read(text, out var clean);
        if (validity == TextValidity.Empty) Add(field, "is empty: write it, or a hyphen where there is none");
        else if (FaultOf(validity) is { } fault) Add(field, fault);
        return clean;
    }

    private string? Text(string field, string? text)
    {
        var validity = SignerText.Read(text, out var clean);
        if (validity == TextValidity.Empty) return null;
        if (FaultOf(validity) is { } fault) Add(field, fault);
        return clean;
    }

    private static string? FaultOf(TextValidity validity) => validity switch
    {
        TextValidity.TooLong => $"has more than {SignerText.CharactersMax} characters: shorten it",
        TextValidity.Forbidden => "has characters that cannot be seen or turn the direction of writing: type it again",
        TextValidity.Link => "looks like a web address, an e-mail address or a telephone number: write the name alone",
        _ => null,
    };

    private EmailAddress? Email(string? text)
    {
        var validity = EmailAddress.Read(text, out var email);
        if (validity == EmailValidity.Empty)
        {
            if (source != SignatureSource.Paper) Add("email", "is empty: without it nobody knows whether this person has signed already");
        }
        else if (validity != EmailValidity.Valid) Add("email", "is no e-mail address: correct it" + (source == SignatureSource.Paper
            ? ", or leave it empty" : ""));
        else if (email!.IsReserved != isRehearsal) Add("email", isRehearsal
            ? "is outside of the domain .invalid: a rehearsal takes no other" : "is of a reserved domain and nobody's: correct it");
        return email;
    }

    private PaperPlace Paper(EntryFields fields)
    {
        var sheet = Clean(fields.Sheet).ToUpperInvariant();
        if (sheet.Length is 0 or > PaperPlaces.SheetCharsMax || !sheet.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            Add("sheet", $"is no name of a sheet: write at most {PaperPlaces.SheetCharsMax} letters, digits or hyphens, such as A-17");
        if (!int.TryParse(Clean(fields.Line), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            || line is < 1 or > PaperPlaces.LineMax)
        {
            Add("line", $"is no number of a line: write 1 to {PaperPlaces.LineMax}");
        }
        return new(sheet, line);
    }

    private DateTimeOffset? Moment(string field, string? text)
    {
        var clean = Clean(text);
        if (clean.Length == 0) return null;
        if (EntryMoment.TryRead(clean, out var moment) && moment >= EntryMoment.Earliest && moment <= now) return moment;
        Add(field, moment > now ? "is in the future: correct it"
            : moment != default ? "is before the year 2000: correct it"
            : "is no date: write it as 2026-05-31, or as 2026-05-31 14:05:00Z");
        return null;
    }

    private bool Flag(string field, string? text)
    {
        switch (Clean(text).ToLowerInvariant())
        {
            case "true" or "t" or "yes" or "y" or "1":
                return true;
            case "" or "false" or "f" or "no" or "n" or "0":
                return false;
            default:
                Add(field, "is neither yes nor no: write true or false");
                return false;
        }
    }

    private string ConsentText(string? text)
    {
        var clean = Clean(text);
        if (clean.Length > ConsentTextCharsMax) Add("consentText", $"has more than {ConsentTextCharsMax} characters: shorten it");
        return clean;
    }

    private static string Clean(string? text) => text is not null && TextNormalizer.TryClean(text, out var clean) ? clean : "";
}
