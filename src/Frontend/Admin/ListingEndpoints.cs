using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/unlist</c> and <c>…/list</c>: takes a petition off the public pages, or puts it back.
/// <c>GET /api/v1/admin/petitions</c>: every petition, also rehearsals and those that are not listed.
/// </summary>
internal sealed partial class ListingEndpoints(
    IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time, ILogger<ListingEndpoints> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<ListingEndpoints>();
        admin.MapPetition(
            routes, HttpMethods.Post, "/unlist", AdminRoles.Edit,
            (http, petition) => endpoints.SetListedAsync(http, petition, listed: false));
        admin.MapPetition(
            routes, HttpMethods.Post, "/list", AdminRoles.Edit, (http, petition) => endpoints.SetListedAsync(http, petition, listed: true));
        admin.MapAt(routes, HttpMethods.Get, "petitions", AdminRoles.Read, endpoints.ShowAsync);
    }

    private async Task SetListedAsync(HttpContext http, Petition petition, bool listed)
    {
        if (await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).SetListed(listed) is not { } changed)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (changed.IsDraft)
        {
            await Answers.Refuse(http, Problem.DraftPetition);
            return;
        }
        // This process shows it at once, the others after their next poll.
        await catalogue.RefreshAsync(http.RequestAborted);
        LogSet(changed.Slug, listed ? "is listed" : "is closed and not listed");
        await AdminBodies.AnswerAsync(http, EntryOf(changed, time.GetUtcNow()), AdminJson.Default.PetitionEntry);
    }

    private Task ShowAsync(HttpContext http)
    {
        var now = time.GetUtcNow();
        return AdminBodies.AnswerAsync(
            http, new PetitionEntries([.. catalogue.All.Select(petition => EntryOf(petition, now))]), AdminJson.Default.PetitionEntries);
    }

    private static PetitionEntry EntryOf(Petition petition, DateTimeOffset now) => new(
        petition.Slug, petition.Texts[0].Title, petition.StageAt(now).Word(), petition is { UnlistedAt: null, IsDraft: false },
        petition.Facts.Rehearsal,
        petition.CurrentVersion);

    [LoggerMessage(LogLevel.Information, "An admin call: the petition {Petition} {State} now.")]
    private partial void LogSet(string petition, string state);
}

/// <summary>Every petition, in the order of the slugs.</summary>
internal sealed record PetitionEntries(ImmutableArray<PetitionEntry> Petitions);

/// <summary>A petition as admins list it.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its title in its first language.</param>
/// <param name="State">draft, scheduled, open, closed, handed-over or archived.</param>
/// <param name="Listed">It is on the public pages; a rehearsal is found by its address only.</param>
/// <param name="Rehearsal">It is a rehearsal.</param>
/// <param name="Version">Its newest version.</param>
internal sealed record PetitionEntry(string Slug, string Title, string State, bool Listed, bool Rehearsal, int Version);
