using System.Globalization;
using Petitions.Frontend.Http;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/handovers</c> begins a hand-over and answers 202 with the address to watch;
/// <c>GET</c> lists them, <c>…/{number}</c> tells how far one has come, and <c>…/{number}/{file}</c> sends a file of its parcel.
/// </summary>
internal sealed partial class HandoverEndpoints(IGrainFactory grains, ILogger<HandoverEndpoints> log, IParcelFiles? files = null)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<HandoverEndpoints>();
        admin.MapPetition(routes, HttpMethods.Post, "/handovers", AdminRoles.Handover, endpoints.BeginAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers", AdminRoles.Read, endpoints.ListAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers/{number:int}", AdminRoles.Read, endpoints.ShowAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers/{number:int}/{file}", AdminRoles.Handover, endpoints.SendAsync);
    }

    private async Task BeginAsync(HttpContext http, Petition petition)
    {
        if (RequestOf(http) is not { } request)
        {
            await Answers.Refuse(http, Problem.MalformedQuery, "Nothing was done. The query may say letters=false and rehearsal=true.");
            return;
        }
        var answer = await GrainOf(petition).Begin(request);
        if (ProblemOf(answer.Outcome) is { } problem)
        {
            await Answers.Refuse(http, problem);
            return;
        }
        var parcel = answer.Parcel!;
        if (answer.Outcome == HandoverOutcome.Begun) LogBegun(petition.Slug, parcel.Number);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = HandoverBody.AddressOf(petition.Slug, parcel.Number);
        await AdminBodies.AnswerAsync(http, HandoverBody.Of(petition.Slug, new(parcel, null)), AdminJson.Default.HandoverBody);
    }

    private async Task ListAsync(HttpContext http, Petition petition)
    {
        var all = await GrainOf(petition).List();
        await AdminBodies.AnswerAsync(
            http, new HandoversBody([.. all.Select(one => HandoverBody.Of(petition.Slug, one))]), AdminJson.Default.HandoversBody);
    }

    private async Task ShowAsync(HttpContext http, Petition petition)
    {
        if (await FindAsync(http, petition) is not { } found) await Answers.Refuse(http, Problem.UnknownHandover);
        else await AdminBodies.AnswerAsync(http, HandoverBody.Of(petition.Slug, found), AdminJson.Default.HandoverBody);
    }

    private async Task SendAsync(HttpContext http, Petition petition)
    {
        var name = http.Request.RouteValues["file"] as string ?? "";
        if (await FindAsync(http, petition) is not { Parcel: { Fingerprint: not null } parcel } || !parcel.Files.Contains(name))
        {
            await Answers.Refuse(http, Problem.UnknownHandover);
            return;
        }
        if (files?.Find(petition.Slug, parcel, name) is not { } path)
        {
            await Answers.Refuse(http, Problem.ParcelElsewhere);
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        LogSent(petition.Slug, parcel.Number, name);
        await Results.File(path, TypeOf(name), $"{petition.Slug}-{parcel.Number}-{name}", enableRangeProcessing: true).ExecuteAsync(http);
    }

    // Null for a query that says anything else.
    private static HandoverRequest? RequestOf(HttpContext http)
    {
        var request = new HandoverRequest(AdminAuthorization.CallerOf(http).Name, Letters: true, Rehearsal: false);
        foreach (var (name, values) in http.Request.Query)
        {
            if (values.Count != 1 || !bool.TryParse(values[0], out var value)) return null;
            if (name == "letters") request = request with { Letters = value };
            else if (name == "rehearsal") request = request with { Rehearsal = value };
            else return null;
        }
        return request;
    }

    private async Task<HandoverStatus?> FindAsync(HttpContext http, Petition petition)
    {
        var number = int.Parse((string)http.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        return (await GrainOf(petition).List()).FirstOrDefault(one => one.Parcel.Number == number);
    }

    private IHandoverGrain GrainOf(Petition petition) => grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(petition.Slug));

    private static Problem? ProblemOf(HandoverOutcome outcome) => outcome switch
    {
        HandoverOutcome.Begun or HandoverOutcome.UnderWay => null,
        HandoverOutcome.Rehearsal => Problem.RehearsalHandover,
        HandoverOutcome.LivePetition => Problem.LivePetition,
        HandoverOutcome.Draft => Problem.DraftPetition,
        HandoverOutcome.NotOpenYet => Problem.HandoverTooEarly,
        HandoverOutcome.KeysDestroyed => Problem.KeysDestroyed,
        HandoverOutcome.NothingNew => Problem.NothingToHandOver,
        _ => Problem.UnknownPetition,
    };

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".csv" => "text/csv; charset=utf-8",
        ".json" => Answers.Json,
        ".pdf" => "application/pdf",
        _ => "text/plain; charset=utf-8",
    };

    [LoggerMessage(LogLevel.Information, "An admin call began the hand-over {Number} of petition {Petition}.")]
    private partial void LogBegun(string petition, int number);

    [LoggerMessage(LogLevel.Information, "An admin call got the file {File} of parcel {Number} of petition {Petition}.")]
    private partial void LogSent(string petition, int number, string file);
}
