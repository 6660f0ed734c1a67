using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// The download of a signer: everything that is stored about them in one petition, in a structured, commonly used and machine-readable
/// format (GDPR Art. 15(3) and 20(1)). Null is what is not, or no longer, stored. Members are never renamed.
/// </summary>
internal sealed record StoredData(
    string Petition, string Title, string Controller, string State, StoredName? Person, DateTimeOffset SignedAt, string Operation,
    int DocumentVersion, ImmutableArray<StoredConsent> Consents, ImmutableArray<StoredEarlier> EarlierAttempts, bool MailsStopped,
    bool MayBeWithAddressee, DateTimeOffset? HandedOverAt, int? Parcel, string? Reference,
    int RetentionDays, DateTimeOffset? KeptUntil, DateTimeOffset? ErasedAt)
{
    // Letters outside ASCII stay letters: people read it, too.
    private static readonly StoredDataJson Readable =
        new(new JsonSerializerOptions(StoredDataJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>The data of a view.</summary>
    public static StoredData Of(SignerView view)
    {
        var (stored, petition) = (view.Stored, view.Petition);
        return new(
            petition.Slug, petition.TextFor(view.Texts.PageLang).Title, petition.Facts.Controller.Name, stored.State.Word(),
            stored.Person is { } person ? StoredName.Of(person) : null,
            stored.SignedAt, stored.Operation.ToString(), stored.DocumentVersion,
            [.. view.Consents.Select(StoredConsent.Of)],
            [.. view.Earlier.Select(StoredEarlier.Of)], stored.AreMailsStopped,
            view.MayBeWithAddressee, view.MayBeWithAddressee ? petition.HandedOverAt : null,
            view.Parcel?.Number, view.Parcel is null ? null : stored.Reference,
            petition.Facts.RetentionDays, view.IsErased ? null : view.KeptUntil, stored.AnonymisedAt);
    }

    /// <summary>As JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Readable.StoredData);
}

/// <summary>The personal data.</summary>
internal sealed record StoredName(
    string GivenName, string FamilyName, string Email, string? Place, string? Country, string? Locale, string? Evidence)
{
    public static StoredName Of(StoredPerson person) =>
        new(person.GivenName, person.FamilyName, person.Email, person.Place, person.Country, person.Locale, person.Evidence);
}

/// <summary>An attempt that can still be confirmed by an earlier mail.</summary>
internal sealed record StoredEarlier(
    StoredName Person, DateTimeOffset SignedAt, string Operation, int DocumentVersion, ImmutableArray<StoredConsent> Consents)
{
    public static StoredEarlier Of(ShownAttempt shown)
    {
        var attempt = shown.Attempt;
        return new(
            StoredName.Of(attempt.Person), attempt.SignedAt, attempt.Operation.ToString(), attempt.DocumentVersion,
            [.. shown.Consents.Select(StoredConsent.Of)]);
    }
}

/// <summary>A consent with the text that was shown and its hash.</summary>
internal sealed record StoredConsent(
    string Id, string Version, string Method, string Lang, string? Text, string? Risks, string TextHash, string? Country, string? Adequacy,
    DateTimeOffset? WithdrawnAt)
{
    public static StoredConsent Of(ShownConsent shown) => new(
        shown.Consent.Id, shown.Consent.Version, shown.Consent.Method.Word(), shown.Lang, shown.Text, shown.Risks, shown.Consent.TextHash,
        shown.Consent.Country, shown.Consent.Adequacy?.Word(), shown.WithdrawnAt);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StoredData))]
internal sealed partial class StoredDataJson : JsonSerializerContext;
