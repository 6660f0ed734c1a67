using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>
/// Decides whether a petition takes a signature now and which consent record it gets. Pure: the same question has the same answer.
/// </summary>
internal static class SigningPolicy
{
    /// <summary><see cref="SignOutcome.Accepted"/> with the record, or the reason why not.</summary>
    public static SignOutcome Decide(Petition petition, Signature signature, DateTimeOffset now, out ConsentRecord? record)
    {
        var consent = FindRecord(petition, signature, out record);
        if (consent == SignOutcome.Accepted) consent = CheckConsents(petition.Facts, record!, signature);
        // That the petition is not open is said first: consent to a closed petition is of no interest to anybody.
        return petition.PhaseAt(now) == PetitionPhase.Open ? consent : SignOutcome.NotOpen;
    }

    private static SignOutcome FindRecord(Petition petition, Signature signature, out ConsentRecord? record)
    {
        record = null;
        var number = signature.Document?.Version ?? petition.CurrentVersion;
        var version = petition.Versions.FirstOrDefault(v => v.Number == number);
        if (version is null) return SignOutcome.DocumentUnknown;

        var lang = signature.Document?.Lang ?? LanguageOf(signature.Locale, petition);
        ConsentRecord? without = null;
        foreach (var candidate in version.Consents)
        {
            if (!string.Equals(candidate.Lang, lang, StringComparison.OrdinalIgnoreCase)) continue;
            if (candidate.IncludesNewsletter == signature.Newsletter) record = candidate;
            else without = candidate;
        }
        if (record is not null) return SignOutcome.Accepted;
        return without is null ? SignOutcome.DocumentUnknown : SignOutcome.NewsletterNotOffered;
    }

    // "de-AT" reads the German text; who reads nothing that we have reads the first.
    private static string LanguageOf(string? locale, Petition petition)
    {
        var language = locale.AsSpan();
        var dash = language.IndexOf('-');
        if (dash > 0) language = language[..dash];
        foreach (var text in petition.Texts)
            if (language.Equals(text.Lang, StringComparison.OrdinalIgnoreCase)) return text.Lang;
        return petition.TextFor(locale).Lang;
    }

    private static SignOutcome CheckConsents(PetitionFacts current, ConsentRecord record, Signature signature)
    {
        var given = signature.Consents;
        for (var i = 0; i < given.Length; i++)
        {
            for (var j = 0; j < i; j++)
                if (given[j].Id == given[i].Id) return SignOutcome.ConsentUnknown;
            if (!record.Given.Any(consent => consent.Id == given[i].Id)) return SignOutcome.ConsentUnknown;
        }

        foreach (var needed in record.Given)
        {
            var isNewsletter = needed.Id == Consent.Newsletter;
            var newest = isNewsletter ? current.NewsletterVersion : current.ConsentVersion;
            var found = false;
            foreach (var consent in given)
            {
                if (consent.Id != needed.Id) continue;
                found = true;
                if (consent.Version != needed.Version || consent.Version != newest) return SignOutcome.ConsentOutdated;
            }
            // The flag "newsletter" says it already; every other consent must be named.
            if (!found && !isNewsletter) return SignOutcome.ConsentMissing;
            if (!found && needed.Version != newest) return SignOutcome.ConsentOutdated;
        }
        return SignOutcome.Accepted;
    }
}
