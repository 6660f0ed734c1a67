using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/close</c> and <c>…/open</c>. When a close is answered, every signature that was acknowledged is
/// in the count and none will be added.
/// </summary>
internal sealed class OpenCloseEndpoints(IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<OpenCloseEndpoints>();
        gate.Map(routes, HttpMethods.Post, "/close", (http, slug) => endpoints.SetOpenAsync(http, slug, open: false));
        gate.Map(routes, HttpMethods.Post, "/open", (http, slug) => endpoints.SetOpenAsync(http, slug, open: true));
    }

    private async Task SetOpenAsync(HttpContext http, string slug, bool open)
    {
        var petition = catalogue.TryFind(slug, out _) ? await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).SetOpen(open) : null;
        if (petition is null)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (open && petition.KeysDestroyedAt is not null)
        {
            await Answers.Refuse(http, Problem.KeysDestroyed);
            return;
        }
        // So that this process shows it at once; the others follow with their next poll.
        await catalogue.RefreshAsync(http.RequestAborted);
        await AdminBodies.AnswerAsync(http, new StateBody(petition.Slug, petition.PhaseAt(time.GetUtcNow()).Word()), AdminJson.Default.StateBody);
    }
}
