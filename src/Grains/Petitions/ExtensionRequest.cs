using System.Collections.Immutable;
using System.Globalization;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>A request for an extension as somebody wrote it, checked. Pure.</summary>
/// <param name="ClosesAt">The new date.</param>
/// <param name="Reasons">The reasons, one per language.</param>
/// <param name="Problems">What is wrong, one line each; empty when it is good.</param>
public sealed record ExtensionRequest(
    DateTimeOffset ClosesAt, ImmutableArray<ExtensionReason> Reasons, ImmutableArray<string> Problems)
{
    /// <summary>Longest reason, in characters: a sentence or three.</summary>
    public const int ReasonCharactersMax = 500;

    /// <summary>Reads date and reasons for a petition, in whose time zone a date alone is a day.</summary>
    /// <param name="petition">The petition.</param>
    /// <param name="closesAt">The date, as documents write it.</param>
    /// <param name="stated">The reasons; one without a language is in the petition's default one.</param>
    public static ExtensionRequest Read(Petition petition, string closesAt, IReadOnlyList<(string? Lang, string Text)> stated)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (!DocumentTime.TryParse(closesAt, PetitionZone.Of(petition.Facts.TimeZone), isEnd: true, out var moment))
            problems.Add($"closesAt: `{DocumentText.Excerpt(closesAt)}` is not a date and time: {DocumentTime.Form}");

        var reasons = ImmutableArray.CreateBuilder<ExtensionReason>();
        for (var i = 0; i < stated.Count; i++)
        {
            var (lang, text) = (stated[i].Lang ?? petition.FactsLang, stated[i].Text);
            var known = petition.Texts.FirstOrDefault(one => one.Lang.Equals(lang, StringComparison.OrdinalIgnoreCase))?.Lang;
            var fault = FaultOf(text)
                ?? (known is null ? $"is in `{DocumentText.Excerpt(lang)}`, no language of this petition: write {LanguagesOf(petition)}"
                : reasons.Any(reason => reason.Lang == known) ? $"is a second one in {known}: keep one of them" : null);
            if (fault is null) reasons.Add(new(known!, DocumentText.Normalise(text)));
            else problems.Add(string.Create(CultureInfo.InvariantCulture, $"reasons[{i}] {fault}"));
        }
        if (stated.Count == 0) problems.Add("reasons: there is none: write at least one, which the page shows");
        return new(moment, reasons.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>Why a date is refused, and what to write.</summary>
    public static string Describe(ExtensionOutcome outcome, DateTimeOffset closesAt, Petition terms) => outcome switch
    {
        ExtensionOutcome.Past => $"closesAt: {DocumentTime.Write(closesAt)} is past: write a date that is to come",
        ExtensionOutcome.TooFar => string.Create(CultureInfo.InvariantCulture,
            $"closesAt: {DocumentTime.Write(closesAt)} is more than {ExtensionPolicy.YearsMax} years ahead: write an earlier date"),
        _ => $"closesAt: {DocumentTime.Write(closesAt)} is not later than {DocumentTime.Write(terms.Facts.ClosesAt!.Value)},"
            + " when the petition closes now: write a later date",
    };

    /// <summary>The languages of the petition whose readers get a reason in another one, a line each.</summary>
    public static ImmutableArray<string> WarningsOf(Petition petition, Extension extension) =>
    [
        .. from text in petition.Texts
           let reason = extension.ReasonFor(text.Lang)
           where reason.Lang != text.Lang
           select $"there is no reason in {text.Lang}: readers of that language get the one in {reason.Lang}",
    ];

    private static string? FaultOf(string text) =>
        text.Length > ReasonCharactersMax
            ? string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters: write at most {ReasonCharactersMax}")
        : DocumentText.IndexOfForbidden(text) is >= 0 and var at ? DocumentText.DescribeForbidden(text, at)
        : text.Contains('\n', StringComparison.Ordinal) ? "has several lines: write one"
        : InvisibleText.HasVisible(text) ? null : "is empty: write why the petition is extended";

    private static string LanguagesOf(Petition petition) => string.Join(" or ", petition.Texts.Select(text => text.Lang));
}
