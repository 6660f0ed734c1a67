using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>GET /api/v1/admin/petitions/{slug}</c>: the status of a petition: its life so far and what will happen by date, signatures by state,
/// the outbox, and when its personal data is or was destroyed.
/// </summary>
internal sealed class StatusEndpoint(IGrainFactory grains, PublicBaseUrl address)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(routes, HttpMethods.Get, "", routes.ServiceProvider.GetRequiredService<StatusEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, Petition petition)
    {
        if (await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).Status() is not { } status)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        await AdminBodies.AnswerAsync(http, BodyOf(status), AdminJson.Default.StatusBody);
    }

    private StatusBody BodyOf(PetitionStatus status) => new(
        status.Terms.Slug,
        status.Stage.Word(),
        status.Terms is { UnlistedAt: null, IsDraft: false },
        status.Count,
        status.Signatures is { } rows
            ? new(rows.Counted, rows.Pending, rows.Withdrawn, rows.WithdrawnAfterHandover, rows.Invalidated, rows.Expired)
            : null,
        status.Consents is { } consents
            ? [.. consents.Select(consent => new ConsentCountBody(consent.Id, consent.Version, consent.Signatures))] : null,
        new(status.Mail.Waiting, status.Mail.Parked, status.Mail.OldestDueAt),
        new(
            status.Terms.Facts.RetentionDays,
            status.Terms.HandedOverAt,
            status.Retention?.BeginsAt,
            status.Retention?.EndsAt,
            status.Terms.KeysDestroyedAt,
            status.Terms.DataEmptiedAt,
            status.Terms.KeysDestroyedAt is null ? null : status.Signatures?.Sealed),
        LifeBody.Of(status),
        address.PreviewOf(status.Terms));
}

/// <summary>
/// The status of a petition. Listed is whether it is on the public pages; Preview is the address of a draft's preview, null when it is
/// public.
/// </summary>
internal sealed record StatusBody(
    string Slug, string State, bool Listed, long Count, SignaturesBody? Signatures, ImmutableArray<ConsentCountBody>? Consents,
    MailBody Mail, RetentionBody Retention, LifeBody Life, string? Preview);

/// <summary>
/// Signatures by state. Withdrawals after a hand-over are also among the withdrawn, except those of people who erased their data and whose
/// address was used to sign again since.
/// </summary>
internal sealed record SignaturesBody(
    long Counted, long Pending, long Withdrawn, long WithdrawnAfterHandover, long Invalidated, long Expired);

/// <summary>Counted signatures that hold a consent now: a newsletter that was withdrawn alone is not in it.</summary>
internal sealed record ConsentCountBody(string Id, string Version, long Signatures);

/// <summary>The outbox: mails that are due, mails that are no longer tried, and since when the oldest is due.</summary>
internal sealed record MailBody(long Waiting, long Parked, DateTimeOffset? OldestDueAt);

/// <summary>When personal data is destroyed. Times are null until they are known; RowsLeft is null until the keys are destroyed.</summary>
internal sealed record RetentionBody(
    int Days,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? BeginsAt,
    DateTimeOffset? KeysDestroyedFrom,
    DateTimeOffset? KeysDestroyedAt,
    DateTimeOffset? DataEmptiedAt,
    long? RowsLeft);
