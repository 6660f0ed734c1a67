using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>PUT</c> and <c>DELETE /api/v1/admin/petitions/{slug}</c>: publishes the petition of a launch rehearsal on the running system, and
/// removes it with all its signatures, or removes a draft. Only documents with <c>rehearsal: true</c>; both refuse live petitions.
/// </summary>
internal sealed partial class RehearsalEndpoints(
    IPetitionCatalogue catalogue, IGrainFactory grains, DocumentDefaults defaults, TimeProvider time, ILogger<RehearsalEndpoints> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<RehearsalEndpoints>();
        admin.Map(routes, HttpMethods.Put, "", AdminRoles.Edit, endpoints.PublishAsync);
        admin.MapPetition(routes, HttpMethods.Delete, "", AdminRoles.Edit, endpoints.RemoveAsync);
    }

    private async Task PublishAsync(HttpContext http)
    {
        var slug = http.Request.RouteValues["slug"] as string ?? "";
        if (await SentDocuments.ReadAsync(http, slug, defaults) is not var (document, warnings, _)) return;

        if (!document.Facts.Rehearsal)
        {
            await Answers.Refuse(http, Problem.LivePetition);
            return;
        }
        try
        {
            var published = await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).Publish(document);
            await catalogue.RefreshAsync(http.RequestAborted);
            LogPublished(slug);
            await AdminBodies.AnswerAsync(
                http, new StateBody(slug, published.StageAt(time.GetUtcNow()).Word()), AdminJson.Default.StateBody);
        }
        catch (RehearsalMismatchException)
        {
            await Answers.Refuse(http, Problem.LivePetition);
        }
        catch (PublicationRefusedException e)
        {
            await Answers.RefuseProblems(http, [e.Message], warnings);
        }
    }

    private async Task RemoveAsync(HttpContext http, Petition petition)
    {
        var key = Slug.ToGrainKey(petition.Slug);
        // Its parcels first: as long as the petition is there, an interrupted call can be sent again.
        await grains.GetGrain<IHandoverGrain>(key).RemoveRehearsal();
        if (!await grains.GetGrain<IPetitionGrain>(key).Remove())
        {
            await Answers.Refuse(http, Problem.LivePetition);
            return;
        }
        await catalogue.RefreshAsync(http.RequestAborted);
        LogRemoved(petition.Slug);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    [LoggerMessage(LogLevel.Information, "An admin call published the rehearsal {Petition}.")]
    private partial void LogPublished(string petition);

    [LoggerMessage(LogLevel.Information, "An admin call removed the rehearsal or draft {Petition}.")]
    private partial void LogRemoved(string petition);
}
