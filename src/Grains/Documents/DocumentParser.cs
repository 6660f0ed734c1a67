using System.Collections.Immutable;
using System.Globalization;

namespace Petitions.Grains.Documents;

/// <summary>
/// Reads a petition/v1 document from its files, one per language. A document that comes out is publishable; otherwise the problems name
/// file, line and field. Nothing here throws: whatever is in a file is an expected outcome.
/// </summary>
/// <remarks>
/// Title, subject, letter (which may be in the addressee's language: <c>letterLang</c>) and the texts of consent, risks and newsletter
/// belong to a language and stand in each file. All other fields are facts of the petition: some file states them, others leave them out or
/// repeat the same value. The file that states most of them gives the language that is shown when none fits; among equals, the first in the
/// order of names.
/// </remarks>
public static class DocumentParser
{
    private const long GoalMax = 10_000_000_000;

    private static readonly ImmutableArray<string> TransferableFields = ["givenName", "familyName"];

    /// <summary>Reads all files of one petition. No file at all is a problem, too.</summary>
    public static DocumentParseResult Parse(IReadOnlyList<DocumentFile> filesOfOnePetition)
    {
        var notes = new DocumentNotes();
        var pages = filesOfOnePetition.OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => DocumentPage.Read(file, notes)).OfType<DocumentPage>().ToList();

        // A file that could not be taken apart may hold what seems to be missing elsewhere.
        if (pages.Count == 0 && !notes.AnyProblem) notes.Problem("(none)", 1, "file", $"is missing: write {DocumentFile.NameForm}");
        if (pages.Count < filesOfOnePetition.Count || pages.Count == 0) return notes.Conclude();

        var common = new FieldReader(pages[0].File, MergeFacts(pages, notes), notes);
        CheckNames(pages, common, notes);
        var facts = ReadFacts(common);
        var texts = pages.OrderByDescending(page => page.Fields.Values.Count(field => !field.Rule.PerLanguage))
            .Select(page => ReadText(page, common, facts, notes)).ToImmutableArray();
        return notes.Conclude(new PetitionDocument(pages[0].Name.Slug, facts, texts));
    }

    private static Dictionary<string, StatedField> MergeFacts(List<DocumentPage> pages, DocumentNotes notes)
    {
        var facts = new Dictionary<string, StatedField>(StringComparer.Ordinal);
        foreach (var field in pages.SelectMany(page => page.Fields.Values).Where(field => !field.Rule.PerLanguage))
        {
            if (facts.TryAdd(field.Path, field)) continue;
            var first = facts[field.Path];
            if (first.Sound && field.Sound && !first.Values.SequenceEqual(field.Values, StringComparer.Ordinal))
                notes.Problem(field, $"differs from {first.File}:{first.Line} and holds for all languages: repeat it, or leave it out");
        }
        return facts;
    }

    private static void CheckNames(List<DocumentPage> pages, FieldReader common, DocumentNotes notes)
    {
        var slug = pages[0].Name.Slug;
        if (common.Required("schema") is { Length: > 0 } schema && schema != "petition/v1")
            common.Problem("schema", $"`{DocumentText.Short(schema)}` cannot be read here: write `schema: petition/v1`");
        if (common.Required("id") is { Length: > 0 } id && id != slug)
            common.Problem("id",
                $"is `{DocumentText.Short(id)}` in a file of {slug}: write `id: {slug}`, or rename the file; the form is {Slug.Form}");

        foreach (var page in pages.Where(page => page.Name.Slug != slug))
            notes.Problem(page.File, 1, "file", $"belongs to another petition than {pages[0].File}: read the two apart");
        foreach (var repeated in pages.GroupBy(page => page.Name.Lang).SelectMany(group => group.Skip(1)))
            notes.Problem(repeated.File, 1, "file", "is there twice: keep one file per language");
    }

    private static PetitionFacts ReadFacts(FieldReader common)
    {
        var transfer = common.States("transfer") ? ReadTransfer(common) : null;
        if (transfer is null && common.States("safeCountries"))
            common.Problem("safeCountries", "has no use without a transfer: add `transfer`, or remove it");
        var mustLinkSafeCountries = transfer?.Adequacy == Adequacy.None;

        var confirmsEmail = common.Choice("confirmation", DocumentKeywords.Confirmations, false);

        var opensAt = common.Moment("opensAt");
        if (opensAt is null) common.Required("opensAt");
        var closesAt = common.Moment("closesAt");
        if (closesAt <= opensAt) common.Problem("closesAt", "is not after opensAt: write a later moment, or leave it out");

        var counter = common.Choice("counter", DocumentKeywords.Counters, CounterDisplay.Exact);
        if (counter == CounterDisplay.Exact && !confirmsEmail)
            common.Warning("counter", "as no e-mail confirmation is asked, somebody who watches a quiet counter can test whether one "
                + "address has signed, at the price of signing for it: consider `counter: steps`");

        var challenge = common.Choice("challenge", DocumentKeywords.ChallengeUses, ChallengeUse.Auto);
        if (challenge == ChallengeUse.Always)
            common.Warning("challenge", "asks each signer's device for a proof of work: nobody can sign without a script; "
                + "`challenge: auto` asks only when too much comes from few networks");
        if (challenge == ChallengeUse.Never && !confirmsEmail)
            common.Warning("challenge", "asks for no proof of work, and no e-mail address is confirmed: only limits per network are left "
                + "against programs that sign; consider `challenge: auto` or `confirmation: email`");

        return new PetitionFacts
        {
            Addressee = ReadAddressee(common),
            AlsoTo = common.List("alsoTo"),
            Transfer = transfer,
            ConsentVersion = common.Version("consent.version"),
            ConsentMethod = common.RequiredChoice("consent.method", DocumentKeywords.ConsentMethods),
            NewsletterVersion = common.States("newsletter") ? common.Version("newsletter.version") : null,
            PrivacyNotice = common.Link("privacyNotice"),
            SafeCountries = mustLinkSafeCountries || common.States("safeCountries") ? common.Link("safeCountries") : null,
            MinimumAge = common.Number("minimumAge", 13, 120),
            OpensAt = opensAt ?? default,
            ClosesAt = closesAt,
            Goals = ReadGoals(common),
            Counter = counter,
            Rehearsal = common.Choice("rehearsal", DocumentKeywords.Flags, false),
            Controller = new(common.Required("controller.name"), common.Required("controller.contact")),
            RetentionDays = common.Number("handover.retentionDays", 1, 3650, otherwise: 90),
            ConfirmsEmail = confirmsEmail,
            Challenge = challenge,
        };
    }

    private static Addressee ReadAddressee(FieldReader common) => new(
        common.Required("addressee.name"),
        common.Optional("addressee.office"),
        common.RequiredList("addressee.address"),
        common.Country("addressee.country"));

    private static Transfer ReadTransfer(FieldReader common)
    {
        var fields = common.RequiredList("transfer.fields");
        if (fields.Any(field => !TransferableFields.Contains(field)) || fields.Distinct().Count() < fields.Length)
            common.Problem("transfer.fields", "may hold `givenName` and `familyName`, each once: nothing else leaves the controller");
        return new(common.Country("transfer.country"), common.RequiredChoice("transfer.adequacy", DocumentKeywords.Adequacies), fields);
    }

    private static ImmutableArray<long> ReadGoals(FieldReader common)
    {
        var goals = ImmutableArray.CreateBuilder<long>();
        foreach (var stated in common.List("goals"))
        {
            if (long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var goal)
                && goal is > 0 and <= GoalMax && (goals.Count == 0 || goal > goals[^1])) goals.Add(goal);
            else
            {
                common.Problem("goals",
                    $"`{DocumentText.Short(stated)}` is out of place: write positive whole numbers, each greater than the one before");
                break;
            }
        }
        return goals.ToImmutable();
    }

    private static PetitionText ReadText(DocumentPage page, FieldReader common, PetitionFacts facts, DocumentNotes notes)
    {
        var fields = new FieldReader(page.File, page.Fields, notes);
        if (fields.Required("lang") is { Length: > 0 } lang && lang != page.Name.Lang)
            fields.Problem("lang",
                $"is `{DocumentText.Short(lang)}`, but the file is named {page.File}: write `lang: {page.Name.Lang}`, or rename the file");

        // GDPR Art. 49(1)(a): consent to a transfer without adequacy counts only from somebody who was told the risks.
        var risks = facts.Transfer is { Adequacy: Adequacy.None } ? fields.Required("transfer.risks") : fields.Optional("transfer.risks");
        var text = new PetitionText
        {
            Lang = page.Name.Lang,
            Title = fields.Required("title"),
            Subject = fields.Required("subject"),
            Letter = page.Letter,
            WrittenIn = fields.Language("letterLang") is { } written && written != page.Name.Lang ? written : null,
            ConsentText = fields.Required("consent.text"),
            Risks = risks,
            NewsletterText = common.States("newsletter") ? fields.Required("newsletter.text") : null,
            Hash = "",
        };
        return text with { Hash = DocumentHash.OfShown(facts, text) };
    }
}
