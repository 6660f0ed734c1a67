using System.Collections.Immutable;
using System.Globalization;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>GET /api/v1/admin/petitions/{slug}</c>: the status of a petition: its life so far and what will happen by date, signatures by state,
/// the outbox, hand-overs, and when its personal data is or was destroyed.
/// </summary>
internal sealed class StatusEndpoint(IGrainFactory grains, PublicBaseUrl address)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(routes, HttpMethods.Get, "", AdminRoles.Read, routes.ServiceProvider.GetRequiredService<StatusEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, Petition petition)
    {
        var key = Slug.ToGrainKey(petition.Slug);
        if (await grains.GetGrain<IPetitionGrain>(key).Status() is not { } status)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        var handovers = await grains.GetGrain<IHandoverGrain>(key).List();
        await AdminBodies.AnswerAsync(http, BodyOf(status, handovers), AdminJson.Default.StatusBody);
    }

    private StatusBody BodyOf(PetitionStatus status, ImmutableArray<HandoverStatus> handovers) => new(
        status.Terms.Slug,
        status.Stage.Word(),
        status.Terms is { UnlistedAt: null, IsDraft: false },
        status.Count,
        new(status.Count - status.Sources.Paper - status.Sources.Imported, status.Sources.Paper, status.Sources.Imported),
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
            status.Terms.KeysDestroyedAt is null ? null : status.Signatures?.Sealed,
            NoticeOf(status, handovers)),
        [.. handovers.Select(one => HandoverBody.Of(status.Terms.Slug, one))],
        LifeBody.Of(status),
        address.PreviewOf(status.Terms));

    // Who has not downloaded the parcels by then has lost them.
    private static string? NoticeOf(PetitionStatus status, ImmutableArray<HandoverStatus> handovers)
    {
        if (status.Retention is not { } retention || status.Terms.KeysDestroyedAt is not null) return null;
        var day = PetitionZone.Format(retention.EndsAt, status.Terms.Facts.TimeZone, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return handovers.Count(one => one.Parcel.Fingerprint is not null) switch
        {
            0 => $"On {day} the keys are destroyed, and nothing was handed over: make a hand-over before.",
            var parcels => FormattableString.Invariant($"On {day} the keys are destroyed and the parcels deleted ({parcels}): ")
                + "download what you still need before.",
        };
    }
}

/// <summary>
/// The status of a petition. Listed is whether it is on the public pages; Preview is the address of a draft's preview, null when it is
/// public.
/// </summary>
internal sealed record StatusBody(
    string Slug, string State, bool Listed, long Count, SourcesBody Sources, SignaturesBody? Signatures,
    ImmutableArray<ConsentCountBody>? Consents, MailBody Mail, RetentionBody Retention,
    ImmutableArray<HandoverBody> Handovers, LifeBody Life, string? Preview);

/// <summary>The count by where signatures come from: the page, paper, an import.</summary>
internal sealed record SourcesBody(long Web, long Paper, long Import);

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

/// <summary>
/// When personal data is destroyed. Times are null until they are known; RowsLeft is null until the keys are destroyed. The notice says
/// what will be gone when.
/// </summary>
internal sealed record RetentionBody(
    int Days,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? BeginsAt,
    DateTimeOffset? KeysDestroyedFrom,
    DateTimeOffset? KeysDestroyedAt,
    DateTimeOffset? DataEmptiedAt,
    long? RowsLeft,
    string? Notice);
