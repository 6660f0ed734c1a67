using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/close</c> and <c>…/open</c>. When a close is answered, every acknowledged signature is in
/// the count and none will be added.
/// </summary>
internal sealed class OpenCloseEndpoints(IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<OpenCloseEndpoints>();
        admin.MapPetition(
            routes, HttpMethods.Post, "/close", AdminRoles.Edit, (http, petition) => endpoints.SetOpenAsync(http, petition, open: false));
        admin.MapPetition(
            routes, HttpMethods.Post, "/open", AdminRoles.Edit, (http, petition) => endpoints.SetOpenAsync(http, petition, open: true));
    }

    private async Task SetOpenAsync(HttpContext http, Petition petition, bool open)
    {
        if (await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).SetOpen(open) is not { } changed)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (changed.IsDraft)
        {
            await Answers.Refuse(http, Problem.DraftPetition);
            return;
        }
        if (open && changed.KeysDestroyedAt is not null)
        {
            await Answers.Refuse(http, Problem.KeysDestroyed);
            return;
        }
        if (open && changed.ArchivedAt is not null)
        {
            await Answers.Refuse(http, Problem.ArchivedPetition);
            return;
        }
        if (open && changed.UnlistedAt is not null)
        {
            await Answers.Refuse(http, Problem.UnlistedStaysClosed);
            return;
        }
        // This process shows it at once, the others after their next poll.
        await catalogue.RefreshAsync(http.RequestAborted);
        await AdminBodies.AnswerAsync(
            http, new StateBody(changed.Slug, changed.StageAt(time.GetUtcNow()).Word()), AdminJson.Default.StateBody);
    }
}
