using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/release</c> makes a draft public; <c>…/archive</c> closes a petition for good, and
/// <c>…/unarchive</c> takes it out of the archive, closed. A petition that is so already stays as it is.
/// </summary>
internal sealed partial class LifeEndpoints(
    IPetitionCatalogue catalogue, IGrainFactory grains, TimeProvider time, ILogger<LifeEndpoints> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<LifeEndpoints>();
        admin.MapPetition(routes, HttpMethods.Post, "/release", AdminRoles.Edit,
            (http, petition) => endpoints.ChangeAsync(http, petition, it => it.Release()));
        admin.MapPetition(routes, HttpMethods.Post, "/archive", AdminRoles.Edit,
            (http, petition) => endpoints.ChangeAsync(http, petition, it => it.SetArchived(true)));
        admin.MapPetition(routes, HttpMethods.Post, "/unarchive", AdminRoles.Edit,
            (http, petition) => endpoints.ChangeAsync(http, petition, it => it.SetArchived(false)));
    }

    private async Task ChangeAsync(HttpContext http, Petition petition, Func<IPetitionGrain, Task<Petition?>> change)
    {
        var changed = await change(grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)));
        if (changed is null or { IsDraft: true })
        {
            await Answers.Refuse(http, changed is null ? Problem.UnknownPetition : Problem.DraftPetition);
            return;
        }
        // This process shows it at once, the others after their next poll.
        await catalogue.RefreshAsync(http.RequestAborted);
        var state = changed.StageAt(time.GetUtcNow()).Word();
        LogChanged(changed.Slug, state);
        await AdminBodies.AnswerAsync(http, new StateBody(changed.Slug, state), AdminJson.Default.StateBody);
    }

    [LoggerMessage(LogLevel.Information, "An admin call: the petition {Petition} is {State} now.")]
    private partial void LogChanged(string petition, string state);
}
