using System.Collections.Immutable;
using System.Globalization;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/handovers</c> begins a hand-over and answers 202 with the address to watch; <c>GET</c> lists
/// them, <c>…/{number}</c> tells how far one has come, and <c>…/{number}/{file}</c> sends a file of its parcel.
/// </summary>
internal sealed partial class HandoverEndpoints(IGrainFactory grains, ILogger<HandoverEndpoints> log, IParcelFiles? files = null)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<HandoverEndpoints>();
        admin.MapPetition(routes, HttpMethods.Post, "/handovers", endpoints.BeginAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers", endpoints.ListAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers/{number:int}", endpoints.ShowAsync);
        admin.MapPetition(routes, HttpMethods.Get, "/handovers/{number:int}/{file}", endpoints.SendAsync);
    }

    private async Task BeginAsync(HttpContext http, Petition petition)
    {
        var answer = await GrainOf(petition).Begin(AdminName);
        if (ProblemOf(answer.Outcome) is { } problem)
        {
            await Answers.Refuse(http, problem);
            return;
        }
        var parcel = answer.Parcel!;
        if (answer.Outcome == HandoverOutcome.Begun) LogBegun(petition.Slug, parcel.Number);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = AddressOf(petition, parcel.Number);
        await AdminBodies.AnswerAsync(http, BodyOf(petition, new(parcel, null)), AdminJson.Default.HandoverBody);
    }

    private async Task ListAsync(HttpContext http, Petition petition)
    {
        var all = await GrainOf(petition).List();
        await AdminBodies.AnswerAsync(
            http, new HandoversBody([.. all.Select(one => BodyOf(petition, one))]), AdminJson.Default.HandoversBody);
    }

    private async Task ShowAsync(HttpContext http, Petition petition)
    {
        if (await FindAsync(http, petition) is not { } found) await Answers.Refuse(http, Problem.UnknownHandover);
        else await AdminBodies.AnswerAsync(http, BodyOf(petition, found), AdminJson.Default.HandoverBody);
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

    private async Task<HandoverStatus?> FindAsync(HttpContext http, Petition petition)
    {
        var number = int.Parse((string)http.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        return (await GrainOf(petition).List()).FirstOrDefault(one => one.Parcel.Number == number);
    }

    private IHandoverGrain GrainOf(Petition petition) => grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(petition.Slug));

    // There is one token, and nobody's name on it.
    private static string AdminName => "admin";

    private static string AddressOf(Petition petition, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/admin/petitions/{petition.Slug}/handovers/{number}");

    private static HandoverBody BodyOf(Petition petition, HandoverStatus status)
    {
        var (parcel, progress) = status;
        return new(
            parcel.Number, parcel.Refusal is not null ? "refused" : parcel.CompletedAt is null ? "under-way" : "complete", parcel.BegunAt,
            parcel.BegunBy, parcel.CompletedAt, parcel.Signatures, parcel.Fingerprint, parcel.Refusal, progress?.Rows, progress?.Seconds,
            progress?.Failure, AddressOf(petition, parcel.Number), parcel.Files);
    }

    private static Problem? ProblemOf(HandoverOutcome outcome) => outcome switch
    {
        HandoverOutcome.Begun or HandoverOutcome.UnderWay => null,
        HandoverOutcome.Rehearsal => Problem.RehearsalHandover,
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

/// <summary>
/// A hand-over: under-way, complete or refused. Rows, seconds and failure of the attempt under way are null when none is on this silo.
/// </summary>
internal sealed record HandoverBody(
    int Number, string State, DateTimeOffset CutOffAt, string By, DateTimeOffset? CompletedAt, long Signatures, string? Fingerprint,
    string? Refusal, long? Rows, double? Seconds, string? Failure, string Address, ImmutableArray<string> Files);

/// <summary>All hand-overs of a petition, the oldest first.</summary>
internal sealed record HandoversBody(ImmutableArray<HandoverBody> Handovers);
