using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Mail;

/// <summary>The content of a mail, decrypted and decided, before it is put into words.</summary>
internal sealed record MailModel
{
    public required MailPurpose Purpose { get; init; }

    public required Petition Petition { get; init; }

    public required PersonalData Person { get; init; }

    /// <summary>The petition's text for the signer, by the language of the page that they used; links lead to pages in it.</summary>
    public PetitionText Text => Petition.TextFor(Person.Locale);

    /// <summary>The state of the signature.</summary>
    public required SignatureState State { get; init; }

    /// <summary>Scheme and host of the pages.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Token of the confirmation link; empty for mails that do not ask for a confirmation.</summary>
    public required string ConfirmToken { get; init; }

    /// <summary>Confirmations are accepted until this time.</summary>
    public required DateTimeOffset ConfirmationDeadline { get; init; }

    /// <summary>True while the petition accepts signatures.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Token of the signer page.</summary>
    public required string SignerPageToken { get; init; }

    /// <summary>When <see cref="SignerPageToken"/> expires.</summary>
    public required DateTimeOffset SignerPageExpiresAt { get; init; }

    /// <summary>Token of the link that ends all mails about the petition to this address; never expires.</summary>
    public required string StopMailToken { get; init; }
}

/// <summary>Writes subject and body of a mail in the signer's language. Pure functions.</summary>
internal static class MailComposer
{
    /// <summary>The subject line.</summary>
    public static string Subject(MailModel model, MailTexts texts) => texts.With(model.Purpose switch
    {
        MailPurpose.Confirm => "Confirm_Subject",
        MailPurpose.Remind => "Remind_Subject",
        MailPurpose.SignedAlready => "Already_Subject",
        _ => "Link_Subject",
    }, model.Text.Title);

    public static MailBody Body(MailModel model, MailTexts texts) => new(texts.Lang, [
        new MailPart.Paragraph(texts["Mail_Hello"]),
        .. model.Purpose switch
        {
            MailPurpose.Confirm => ConfirmationRequest("Confirm_Lead", model, texts),
            MailPurpose.Remind => ConfirmationRequest("Remind_Lead", model, texts),
            MailPurpose.SignedAlready => AlreadySignedNotice(model, texts),
            _ => SignerPageLink(model, texts),
        },
        new MailPart.Paragraph(texts["Mail_Shared"]),
        new MailPart.Link(texts["Mail_Stop"], StopMailUrl(model, texts)),
        new MailPart.Paragraph(texts.With(
            "Mail_Foot", model.Petition.Facts.Controller.Name, model.Petition.Facts.Controller.Contact,
            model.Petition.Facts.PrivacyNotice))]);

    /// <summary>The link that ends all mails about the petition to this address.</summary>
    public static string StopMailUrl(MailModel model, MailTexts texts) => Url(model, texts, "stop-mail", model.StopMailToken);

    private static ImmutableArray<MailPart> ConfirmationRequest(string lead, MailModel model, MailTexts texts) => [
        new MailPart.Paragraph(texts[lead]),
        new MailPart.Fields([.. LetterFields(model, texts), (texts["Mail_Name"], $"{model.Person.GivenName} {model.Person.FamilyName}")]),
        new MailPart.Paragraph(texts["Confirm_Why"]),
        new MailPart.Link(texts["Confirm_Action"], Url(model, texts, "confirm", model.ConfirmToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Confirm_Until", texts.Moment(model.ConfirmationDeadline, model.Petition.Facts.TimeZone))),
        .. model.IsOpen ? [new MailPart.Paragraph(texts["Confirm_OtherName"])] : ImmutableArray<MailPart>.Empty,
        new MailPart.Paragraph(texts["Confirm_NotYou"]),
        new MailPart.Link(texts["Confirm_Erase"], Url(model, texts, "mine", model.SignerPageToken))];

    // The data of the new attempt is not shown, because anybody may have typed it.
    private static ImmutableArray<MailPart> AlreadySignedNotice(MailModel model, MailTexts texts) => [
        new MailPart.Paragraph(texts["Already_Lead"]),
        new MailPart.Fields(LetterFields(model, texts)),
        new MailPart.Paragraph(texts[model.State switch
        {
            SignatureState.Counted => "Already_Counted",
            SignatureState.Pending => "Already_Pending",
            SignatureState.Withdrawn => "Already_Withdrawn",
            _ => "Already_Invalidated",
        }]),
        new MailPart.Link(texts["Link_Action"], Url(model, texts, "mine", model.SignerPageToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Link_Until", texts.Moment(model.SignerPageExpiresAt, model.Petition.Facts.TimeZone))),
        new MailPart.Paragraph(texts["Already_NotYou"])];

    private static ImmutableArray<MailPart> SignerPageLink(MailModel model, MailTexts texts) => [
        new MailPart.Paragraph(texts["Link_Lead"]),
        new MailPart.Fields(LetterFields(model, texts)),
        new MailPart.Link(texts["Link_Action"], Url(model, texts, "mine", model.SignerPageToken), IsMain: true),
        new MailPart.Paragraph(texts.With("Link_Until", texts.Moment(model.SignerPageExpiresAt, model.Petition.Facts.TimeZone))),
        new MailPart.Paragraph(texts["Already_NotYou"])];

    private static ImmutableArray<(string, string)> LetterFields(MailModel model, MailTexts texts)
    {
        var (to, title) = (model.Petition.Facts.Addressee, model.Text.Title);
        return [(texts["Mail_Letter"], title), (texts["Mail_To"], to.Office is null ? to.Name : $"{to.Name}, {to.Office}")];
    }

    private static string Url(MailModel model, MailTexts texts, string page, string token) =>
        $"{model.PublicUrl}/p/{model.Petition.Slug}/{page}/{token}?lang={model.Text.Lang}";
}
