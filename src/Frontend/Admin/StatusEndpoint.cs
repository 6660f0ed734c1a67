using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>GET /api/v1/admin/petitions/{slug}</c>: how a petition stands. What became of its signatures, what its outbox holds, and when its
/// personal data is or was destroyed.
/// </summary>
internal sealed class StatusEndpoint(IPetitionCatalogue catalogue, IGrainFactory grains)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .Map(routes, HttpMethods.Get, "", routes.ServiceProvider.GetRequiredService<StatusEndpoint>().AnswerAsync);

    private async Task AnswerAsync(HttpContext http, string slug)
    {
        var status = catalogue.TryFind(slug, out _) ? await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).Status() : null;
        if (status is null)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        await AdminBodies.AnswerAsync(http, BodyOf(status), AdminJson.Default.StatusBody);
    }

    private static StatusBody BodyOf(PetitionStatus status) => new(
        status.Terms.Slug,
        status.Phase.Word(),
        status.Count,
        status.Signatures is { } rows
            ? new(rows.Counted, rows.Pending, rows.Withdrawn, rows.WithdrawnAfterHandover, rows.Invalidated, rows.Expired)
            : null,
        new(status.Mail.Waiting, status.Mail.Parked, status.Mail.OldestDueAt),
        new(
            status.Terms.Facts.RetentionDays,
            status.Terms.HandedOverAt,
            status.Retention?.BeginsAt,
            status.Retention?.EndsAt,
            status.Terms.KeysDestroyedAt,
            status.Terms.DataEmptiedAt,
            status.Terms.KeysDestroyedAt is null ? null : status.Signatures?.Sealed));
}

/// <summary>How a petition stands.</summary>
internal sealed record StatusBody(string Slug, string State, long Count, SignaturesBody? Signatures, MailBody Mail, RetentionBody Retention);

/// <summary>
/// Signatures by what became of them. Withdrawals after a hand-over are among the withdrawn, but for people who erased theirs and
/// whose address asked to sign again meanwhile.
/// </summary>
internal sealed record SignaturesBody(long Counted, long Pending, long Withdrawn, long WithdrawnAfterHandover, long Invalidated, long Expired);

/// <summary>The outbox: mails that are due, those that are not tried any more, and since when the oldest has been due.</summary>
internal sealed record MailBody(long Waiting, long Parked, DateTimeOffset? OldestDueAt);

/// <summary>When personal data goes. Moments are null while they are not known; rows are left to empty once the keys are destroyed.</summary>
internal sealed record RetentionBody(
    int Days,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? BeginsAt,
    DateTimeOffset? KeysDestroyedFrom,
    DateTimeOffset? KeysDestroyedAt,
    DateTimeOffset? DataEmptiedAt,
    long? RowsLeft);
