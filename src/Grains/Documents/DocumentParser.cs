using System.Collections.Immutable;
using System.Globalization;

namespace Petitions.Grains.Documents;

/// <summary>
/// Parses a petition/v1 document from its files, one per language. A returned document is valid and can be published; otherwise the
/// problems name file, line and field. The content of a file never causes an exception.
/// </summary>
/// <remarks>
/// Title, subject, letter and the texts of consent, risks and newsletter belong to one language and are required in each file. The letter
/// may be in the addressee's language (<c>letterLang</c>). All other fields are shared: at least one file states them, and the others omit
/// them or repeat the same value. The language of the file with the most shared fields is the default language; on a tie, the first file
/// by name.
/// </remarks>
public static class DocumentParser
{
    private const long GoalMax = 10_000_000_000;


    /// <summary>Parses all files of one petition. An empty list is a problem.</summary>
    /// <param name="filesOfOnePetition">The files.</param>
    /// <param name="defaults">What the site decides; null decides nothing.</param>
    public static DocumentParseResult Parse(IReadOnlyList<DocumentFile> filesOfOnePetition, DocumentDefaults? defaults = null)
    {
        var diagnostics = new DocumentDiagnostics();
        var files = filesOfOnePetition.OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => ParsedFile.Read(file, diagnostics)).OfType<ParsedFile>().ToList();

        // A file that could not be split may contain what seems to be missing elsewhere.
        if (files.Count == 0 && !diagnostics.HasProblems)
            diagnostics.AddProblem("(none)", 1, "file", $"is missing: write {DocumentFile.NameForm}");
        if (files.Count < filesOfOnePetition.Count || files.Count == 0) return diagnostics.ToResult();

        var common = new FieldReader(files[0].File, MergeFacts(files, diagnostics), diagnostics);
        CheckNames(files, common, diagnostics);
        var facts = ReadFacts(common, defaults ?? DocumentDefaults.None);
        var texts = files.OrderByDescending(file => file.Fields.Values.Count(field => !field.Definition.PerLanguage))
            .Select(file => ReadText(file, common, facts, diagnostics)).ToImmutableArray();
        return diagnostics.ToResult(new PetitionDocument(files[0].Name.Slug, facts, texts));
    }

    private static Dictionary<string, ParsedField> MergeFacts(List<ParsedFile> files, DocumentDiagnostics diagnostics)
    {
        var facts = new Dictionary<string, ParsedField>(StringComparer.Ordinal);
        foreach (var field in files.SelectMany(file => file.Fields.Values).Where(field => !field.Definition.PerLanguage))
        {
            if (facts.TryAdd(field.Path, field)) continue;
            var first = facts[field.Path];
            if (first.IsValid && field.IsValid && !first.Values.SequenceEqual(field.Values, StringComparer.Ordinal))
                diagnostics.AddProblem(field,
                    $"differs from {first.File}:{first.Line} and holds for all languages: repeat it, or leave it out");
        }
        return facts;
    }

    private static void CheckNames(List<ParsedFile> files, FieldReader common, DocumentDiagnostics diagnostics)
    {
        var slug = files[0].Name.Slug;
        if (common.Required("schema") is { Length: > 0 } schema && schema != "petition/v1")
            common.Problem("schema", $"`{DocumentText.Excerpt(schema)}` is not supported: write `schema: petition/v1`");
        if (common.Required("id") is { Length: > 0 } id && id != slug)
            common.Problem("id",
                $"is `{DocumentText.Excerpt(id)}` in a file of {slug}: write `id: {slug}`, or rename the file; the form is {Slug.Form}");

        foreach (var file in files.Where(file => file.Name.Slug != slug))
            diagnostics.AddProblem(file.File, 1, "file", $"belongs to a different petition than {files[0].File}: parse the two separately");
        foreach (var repeated in files.GroupBy(file => file.Name.Lang).SelectMany(group => group.Skip(1)))
            diagnostics.AddProblem(repeated.File, 1, "file", "has the same language as another file: keep one file per language");
    }

    private static PetitionFacts ReadFacts(FieldReader common, DocumentDefaults defaults)
    {
        // One problem for a transfer that cannot be read: what it asks for besides is known when it can.
        var fieldsLeftOut = ReadFieldsLeftOut(common);
        var transfer = common.IsValid("transfer") ? ReadTransfer(common, fieldsLeftOut) : null;
        if (!common.IsPresent("transfer") && common.IsPresent("safeCountries"))
            common.Problem("safeCountries", "has no use without a transfer: add `transfer`, or remove it");
        var mustLinkSafeCountries = transfer?.Adequacy == Adequacy.None && common.IsValid("transfer.adequacy");

        var confirmsEmail = common.Choice("confirmation", DocumentKeywords.Confirmations, false);

        var timeZone = common.TimeZone("timeZone", defaults.TimeZone);
        var zone = PetitionZone.Of(timeZone);
        var opensAt = common.Timestamp("opensAt", zone);
        if (opensAt is null) common.Required("opensAt");
        var closesAt = common.Timestamp("closesAt", zone, isEnd: true);
        if (closesAt <= opensAt) common.Problem("closesAt", "is not after opensAt: write a later moment, or leave it out");

        var counter = common.Choice("counter", DocumentKeywords.Counters, CounterDisplay.Exact);
        if (counter == CounterDisplay.Exact && !confirmsEmail)
            common.Warning("counter", "as no e-mail confirmation is asked, somebody who watches a quiet counter can test whether one "
                + "address has signed, at the price of signing for it, and the name that was entered first with an address stands until "
                + "its owner corrects it by the link from /my: consider `counter: steps`, or `confirmation: email` against both");

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
            NewsletterVersion = common.IsPresent("newsletter") ? common.Version("newsletter.version") : null,
            PrivacyNotice = common.Link("privacyNotice"),
            SafeCountries = mustLinkSafeCountries || common.IsPresent("safeCountries") ? common.Link("safeCountries") : null,
            MinimumAge = common.Number("minimumAge", 13, 120),
            OpensAt = opensAt ?? default,
            ClosesAt = closesAt,
            Goals = ReadGoals(common),
            Counter = counter,
            Rehearsal = common.Choice("rehearsal", DocumentKeywords.Booleans, false),
            Controller = new(common.Required("controller.name"), common.Required("controller.contact")),
            RetentionDays = common.Number("handover.retentionDays", 1, 3650, otherwise: 90),
            ConfirmsEmail = confirmsEmail,
            Challenge = challenge,
            TimeZone = timeZone,
            FieldsLeftOut = fieldsLeftOut,
        };
    }

    private static Addressee ReadAddressee(FieldReader common) => new(
        common.Required("addressee.name"),
        common.Optional("addressee.office"),
        common.RequiredList("addressee.address"),
        common.Country("addressee.country"));

    private static Transfer ReadTransfer(FieldReader common, ImmutableArray<string> fieldsLeftOut)
    {
        var fields = common.RequiredList("transfer.fields");
        if (fields.Any(field => !Transfer.FieldsAllowed.Contains(field)) || fields.Distinct().Count() < fields.Length)
        {
            common.Problem(
                "transfer.fields", "may hold `givenName`, `familyName` and `place`, each once: nothing else leaves the controller");
        }
        if (fields.Any(fieldsLeftOut.Contains))
            common.Problem("transfer.fields", "names `place`, for which `optionalFields` does not ask: take it out here or add it there");
        return new(common.Country("transfer.country"), common.RequiredChoice("transfer.adequacy", DocumentKeywords.Adequacies), fields);
    }

    private static ImmutableArray<string> ReadFieldsLeftOut(FieldReader common)
    {
        if (!common.IsPresent("optionalFields")) return [];
        var asked = common.List("optionalFields");
        if (asked.Any(field => !PetitionFacts.OptionalFields.Contains(field)) || asked.Distinct().Count() < asked.Length)
            common.Problem("optionalFields", "may hold `place` and `country`, each once: write `[]` to ask for neither");
        return [.. PetitionFacts.OptionalFields.Where(field => !asked.Contains(field))];
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
                    $"`{DocumentText.Excerpt(stated)}` is not a valid goal: "
                    + "write positive whole numbers, each greater than the one before");
                break;
            }
        }
        return goals.ToImmutable();
    }

    private static PetitionText ReadText(ParsedFile file, FieldReader common, PetitionFacts facts, DocumentDiagnostics diagnostics)
    {
        var fields = new FieldReader(file.File, file.Fields, diagnostics);
        if (fields.Required("lang") is { Length: > 0 } lang && LanguageTag.Canonical(lang) != file.Name.Lang)
            fields.Problem("lang",
                $"is `{DocumentText.Excerpt(lang)}`, but the file is named {file.File}: "
                + $"write `lang: {file.Name.Lang}`, or rename the file");

        // GDPR Art. 49(1)(a): consent to a transfer without an adequacy decision is valid only after information about the risks.
        var risks = facts.Transfer is { Adequacy: Adequacy.None } ? fields.Required("transfer.risks") : fields.Optional("transfer.risks");
        var text = new PetitionText
        {
            Lang = file.Name.Lang,
            Title = fields.Required("title"),
            Subject = fields.Required("subject"),
            Summary = fields.Optional("summary"),
            Letter = file.Letter,
            WrittenIn = fields.Language("letterLang") is { } written && written != file.Name.Lang ? written : null,
            ConsentText = fields.Required("consent.text"),
            Risks = risks,
            NewsletterText = common.IsPresent("newsletter") ? fields.Required("newsletter.text") : null,
            Hash = "",
        };
        CheckLetterLanguage(fields, text);
        return text with { Hash = DocumentHash.OfShown(facts, text) };
    }

    private static void CheckLetterLanguage(FieldReader fields, PetitionText text)
    {
        if (LetterLanguage.OtherThan(text.Letter, text.LetterLang) is { } other)
            fields.Warning("letterLang",
                $"the letter reads like `{other}` and not like `{text.LetterLang}`: write `letterLang: {other}`, "
                + "so that screen readers and browsers speak and break its words right");
        else if (text.WrittenIn is not null && text.Summary is null)
            fields.Warning("summary", $"the letter is in `{text.LetterLang}`, and readers of `{text.Lang}` are not told what it says: "
                + "write a `summary` for them");
    }
}
