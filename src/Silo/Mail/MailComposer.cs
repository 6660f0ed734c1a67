using System.Collections.Immutable;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Mail;

/// <summary>Everything that a mail tells, opened and decided: what is left is words.</summary>
internal sealed record MailModel
{
    public required MailPurpose Purpose { get; init; }

    public required Petition Petition { get; init; }

    public required SealedPerson Person { get; init; }

    /// <summary>The state of the signature.</summary>
    public required SignatureState State { get; init; }

    /// <summary>Scheme and host of the pages.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Token that confirms; empty for other purposes.</summary>
    public required string ConfirmToken { get; init; }

    /// <summary>Until when a confirmation is accepted.</summary>
    public required DateTimeOffset ConfirmableUntil { get; init; }

    /// <summary>The petition takes signatures.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Token of the signer's page.</summary>
    public required string PageToken { get; init; }

    /// <summary>Until when the signer's page opens.</summary>
    public required DateTimeOffset PageUntil { get; init; }
}

/// <summary>The words of a mail, in the signer's language. Pure.</summary>
internal static class MailComposer
{
    /// <summary>The subject, one line.</summary>
    public static string SubjectOf(MailModel facts, MailTexts texts) => texts.With(facts.Purpose switch
    {
        MailPurpose.Confirm => "Confirm_Subject",
        MailPurpose.Remind => "Remind_Subject",
        MailPurpose.SignedAlready => "Already_Subject",
        _ => "Link_Subject",
    }, facts.Petition.TextFor(texts.Lang).Title);

    public static MailBody BodyOf(MailModel facts, MailTexts texts) => new(texts.Lang, [
        new MailPart.Paragraph(texts["Mail_Hello"]),
        .. facts.Purpose switch
        {
            MailPurpose.Confirm => AsksToConfirm("Confirm_Lead", facts, texts),
            MailPurpose.Remind => AsksToConfirm("Remind_Lead", facts, texts),
            MailPurpose.SignedAlready => SaysWhatStands(facts, texts),
            _ => LinksToPage(facts, texts),
        },
        new MailPart.Paragraph(texts.With(
            "Mail_Foot", facts.Petition.Facts.Controller.Name, facts.Petition.Facts.Controller.Contact,
            facts.Petition.Facts.PrivacyNotice))]);

    private static ImmutableArray<MailPart> AsksToConfirm(string lead, MailModel facts, MailTexts texts) => [
        new MailPart.Paragraph(texts[lead]),
        new MailPart.Facts([.. LetterOf(facts, texts), (texts["Mail_Name"], $"{facts.Person.GivenName} {facts.Person.FamilyName}")]),
        new MailPart.Paragraph(texts["Confirm_Why"]),
        new MailPart.Link(texts["Confirm_Action"], Address(facts, texts, "confirm", facts.ConfirmToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Confirm_Until", texts.Moment(facts.ConfirmableUntil))),
        .. facts.IsOpen ? [new MailPart.Paragraph(texts["Confirm_OtherName"])] : ImmutableArray<MailPart>.Empty,
        new MailPart.Paragraph(texts["Confirm_NotYou"]),
        new MailPart.Link(texts["Confirm_Erase"], Address(facts, texts, "mine", facts.PageToken))];

    // What somebody typed this time is not repeated: it may be anybody's.
    private static ImmutableArray<MailPart> SaysWhatStands(MailModel facts, MailTexts texts) => [
        new MailPart.Paragraph(texts["Already_Lead"]),
        new MailPart.Facts(LetterOf(facts, texts)),
        new MailPart.Paragraph(texts[facts.State switch
        {
            SignatureState.Counted => "Already_Counted",
            SignatureState.Pending => "Already_Pending",
            SignatureState.Withdrawn => "Already_Withdrawn",
            _ => "Already_Invalidated",
        }]),
        new MailPart.Link(texts["Link_Action"], Address(facts, texts, "mine", facts.PageToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Link_Until", texts.Moment(facts.PageUntil))),
        new MailPart.Paragraph(texts["Already_NotYou"])];

    private static ImmutableArray<MailPart> LinksToPage(MailModel facts, MailTexts texts) => [
        new MailPart.Paragraph(texts["Link_Lead"]),
        new MailPart.Facts(LetterOf(facts, texts)),
        new MailPart.Link(texts["Link_Action"], Address(facts, texts, "mine", facts.PageToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Link_Until", texts.Moment(facts.PageUntil))),
        new MailPart.Paragraph(texts["Already_NotYou"])];

    private static ImmutableArray<(string, string)> LetterOf(MailModel facts, MailTexts texts)
    {
        var (to, title) = (facts.Petition.Facts.Addressee, facts.Petition.TextFor(texts.Lang).Title);
        return [(texts["Mail_Letter"], title), (texts["Mail_To"], to.Office is null ? to.Name : $"{to.Name}, {to.Office}")];
    }

    private static string Address(MailModel facts, MailTexts texts, string page, string token) =>
        $"{facts.PublicUrl}/p/{facts.Petition.Slug}/{page}/{token}?lang={texts.Lang}";
}
