using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>
/// Decides whether a petition accepts a signature now, and which consent record the signature gets. Pure function.
/// </summary>
internal static class SigningPolicy
{
    /// <summary><see cref="SignOutcome.Accepted"/> with the consent record, or the reason for refusal.</summary>
    public static SignOutcome Evaluate(Petition petition, Signature signature, DateTimeOffset now, out ConsentRecord? record)
    {
        var consent = FindRecord(petition, signature, out record);
        if (consent == SignOutcome.Accepted) consent = CheckConsents(petition.Facts, record!, signature);
        // NotOpen has priority over consent problems: with a closed petition, correcting the consents would not help.
        return petition.PhaseAt(now) == PetitionPhase.Open ? consent : SignOutcome.NotOpen;
    }

    private static SignOutcome FindRecord(Petition petition, Signature signature, out ConsentRecord? record)
    {
        record = null;
        var number = signature.Document?.Version ?? petition.CurrentVersion;
        var version = petition.Versions.FirstOrDefault(v => v.Number == number);
        if (version is null) return SignOutcome.DocumentUnknown;

        var lang = signature.Document?.Lang ?? petition.TextFor(signature.Locale).Lang;
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
            // The newsletter flag implies this consent; every other consent must be listed.
            if (!found && !isNewsletter) return SignOutcome.ConsentMissing;
            if (!found && needed.Version != newest) return SignOutcome.ConsentOutdated;
        }
        return SignOutcome.Accepted;
    }
}
