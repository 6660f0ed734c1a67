using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Validates the fields of a signature, the same for the API and the form. Whether consents fit the petition is decided by the signer's
/// grain, after its look-up of the idempotency key; here they are checked only when another field is wrong as well.
/// </summary>
internal static partial class SignatureValidator
{
    /// <summary>Consents in one signature; more is an error of the field.</summary>
    public const int ConsentsMax = 8;

    /// <summary>Length of a consent's id and of its version, in UTF-16 units.</summary>
    public const int ConsentWordCharsMax = 64;

    /// <summary>Length of a language tag, in characters (RFC 5646 section 4.4.1).</summary>
    public const int LocaleCharsMax = 35;

    /// <summary>The signer and what is signed; or null, and <paramref name="faults"/> in the order of the form.</summary>
    public static ValidatedSignature? Check(
        SignRequest request, Petition petition, Guid operation, out List<FieldFault>? faults, DisposableDomains? disposable = null)
    {
        faults = null;
        var givenName = Name("givenName", request.GivenName, ref faults);
        var familyName = Name("familyName", request.FamilyName, ref faults);
        if (!EmailAddress.TryParse(request.Email, out var email))
            Note(ref faults, new("email", string.IsNullOrWhiteSpace(request.Email) ? "Empty" : "Malformed"));
        else if (petition.Facts.Rehearsal && !email.HasInvalidTopLevelDomain) Note(ref faults, new("email", "Rehearsal"));
        else if (disposable?.Contains(email.Canonical) == true) Note(ref faults, new("email", "Disposable"));
        var place = Place(request.Place, ref faults);
        if (request.Country is not null && !Countries.IsCountry(request.Country)) Note(ref faults, new("country", "Unknown"));
        if (request.Locale is not null && !IsLanguageTag(request.Locale)) Note(ref faults, new("locale", "Malformed"));
        if (!request.AgeConfirmed) Note(ref faults, new("ageConfirmed", "Missing", petition.Facts.MinimumAge));
        if (request.Document is { } seen && (seen.Version < 1 || !IsLanguageTag(seen.Lang))) Note(ref faults, new("document", "Malformed"));
        // Report faults of consents together with the others; the grain would report them only in a later attempt.
        if (!TryReadConsents(request.Consents, out var consents, ref faults)) return null;
        if (faults is not null)
        {
            if (ConsentFault(petition.Facts, consents) is { } fault) faults.Add(fault);
            return null;
        }

        return new ValidatedSignature(email!, new Signature
        {
            Petition = petition.Id,
            IdempotencyKey = operation,
            GivenName = givenName,
            FamilyName = familyName,
            Email = email!.Original,
            // What the document does not ask for is not stored (GDPR Art. 5(1)(c)); it does not cost the signature either.
            Place = petition.Facts.Asks("place") ? place : null,
            Country = petition.Facts.Asks("country") ? request.Country : null,
            Locale = request.Locale,
            Newsletter = request.Newsletter,
            Document = request.Document is { } document ? new SeenDocument(document.Lang, document.Version) : null,
            Consents = consents,
        });
    }

    /// <summary>Validates a name alone, by the same rules; null with <paramref name="faults"/>.</summary>
    public static (string GivenName, string FamilyName)? CheckName(string givenName, string familyName, out List<FieldFault>? faults)
    {
        faults = null;
        var name = (Name("givenName", givenName, ref faults), Name("familyName", familyName, ref faults));
        return faults is null ? name : null;
    }

    private static string Name(string field, string? text, ref List<FieldFault>? faults)
    {
        var verdict = SignerText.Read(text, out var clean);
        if (verdict != TextValidity.Valid) Note(ref faults, TextFault(field, verdict));
        return clean;
    }

    // White space alone is no place.
    private static string? Place(string? text, ref List<FieldFault>? faults)
    {
        if (text is null) return null;
        var verdict = SignerText.Read(text, out var clean);
        if (verdict == TextValidity.Valid) return clean;
        if (verdict != TextValidity.Empty) Note(ref faults, TextFault("place", verdict));
        return null;
    }

    /// <summary>The fault of well-formed consents, as far as this process knows: the required one is missing or outdated.</summary>
    public static FieldFault? ConsentFault(PetitionFacts facts, ImmutableArray<GivenConsent> given)
    {
        var versions = given.Where(consent => consent.Id == facts.MainConsent()).Select(consent => consent.Version).ToList();
        if (versions.Count == 0) return SigningAnswers.FaultOf(SignOutcome.ConsentMissing);
        return versions.TrueForAll(version => version == facts.ConsentVersion) ? null : SigningAnswers.FaultOf(SignOutcome.ConsentOutdated);
    }

    private static bool TryReadConsents(List<ConsentMember> sent, out ImmutableArray<GivenConsent> given, ref List<FieldFault>? faults)
    {
        given = [];
        if (sent.Count > ConsentsMax)
        {
            Note(ref faults, new("consents", "TooMany", ConsentsMax));
            return false;
        }
        var consents = new GivenConsent[sent.Count];
        for (var i = 0; i < consents.Length; i++)
        {
            if (!IsWord(sent[i].Id) || !IsWord(sent[i].Version))
            {
                Note(ref faults, new("consents", "Malformed", ConsentWordCharsMax));
                return false;
            }
            consents[i] = new(sent[i].Id, sent[i].Version);
        }
        given = ImmutableCollectionsMarshal.AsImmutableArray(consents);
        return true;
    }

    private static bool IsWord(string text)
    {
        if (text.Length is 0 or > ConsentWordCharsMax) return false;
        foreach (var c in text)
            if (char.IsControl(c)) return false;
        return true;
    }

    private static bool IsLanguageTag(string text) => text.Length <= LocaleCharsMax && LanguageTag().IsMatch(text);

    private static FieldFault TextFault(string field, TextValidity verdict) => verdict switch
    {
        TextValidity.Empty => new(field, "Empty"),
        TextValidity.TooLong => new(field, "TooLong", SignerText.CharactersMax),
        _ => new(field, "Forbidden"),
    };

    private static void Note(ref List<FieldFault>? faults, FieldFault fault) => (faults ??= []).Add(fault);

    // \z and not $: in .NET a $ also matches before a final newline.
    [GeneratedRegex(@"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}

/// <summary>A signature with valid fields, and its signer.</summary>
internal readonly record struct ValidatedSignature(EmailAddress Signer, Signature Signature);
