using System.Text.Json;
using System.Text.Json.Serialization;
using Petitions.Grains.Petitions;
using Petitions.Grains.Storage;

namespace Petitions.Frontend.Staff;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/close</c> and <c>…/open</c>. When a close is answered, every signature that was acknowledged is
/// in the count and none will be added.
/// </summary>
internal sealed partial class StaffEndpoints(
    IPetitionCatalogue catalogue, IGrainFactory grains, StaffPorts ports, TimeProvider time, ILogger<StaffEndpoints> log, StaffToken? token = null)
{
    private const string Scheme = "Bearer ";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<StaffEndpoints>();
        routes.MapPost(StaffDoor.Prefix + "/petitions/{slug}/close", (RequestDelegate)(http => endpoints.SetOpenAsync(http, open: false)));
        routes.MapPost(StaffDoor.Prefix + "/petitions/{slug}/open", (RequestDelegate)(http => endpoints.SetOpenAsync(http, open: true)));
    }

    private async Task SetOpenAsync(HttpContext http, bool open)
    {
        if (Refusal(http) is { } refusal)
        {
            await Answers.Refuse(http, refusal);
            return;
        }
        try
        {
            var petition = await SetOpenAsync(http.Request.RouteValues["slug"] as string, open, http.RequestAborted);
            if (petition is null) await Answers.Refuse(http, Problem.UnknownPetition);
            else await AnswerAsync(http, new(petition.Slug, petition.PhaseAt(time.GetUtcNow()).Word()));
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Whatever it was, a database that is away above all: the next call finds out what is stored and completes it.
            LogFailed(e.GetType().FullName ?? "", e.Message);
            await Answers.Refuse(http, Problem.Unavailable, "It may be changed or not. Send the call again: twice is as good as once.");
        }
    }

    private async Task<Petition?> SetOpenAsync(string? slug, bool open, CancellationToken cancel)
    {
        if (slug is null || !catalogue.TryFind(slug, out _)) return null;
        var petition = await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug)).SetOpen(open);
        // So that this process shows it at once; the others follow with their next poll.
        await catalogue.RefreshAsync(cancel);
        return petition;
    }

    [LoggerMessage(LogLevel.Warning, "A petition could not be opened or closed ({Failure}): {Reason}")]
    private partial void LogFailed(string failure, string reason);

    private Problem? Refusal(HttpContext http)
    {
        // The door has looked already; a staff call must not depend on the order of middleware alone.
        if (!ports.Ports.Contains(http.Connection.LocalPort)) return Problem.UnknownAddress;

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } credentials || !credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Problem.TokenMissing;
        return token is not null && token.Matches(credentials.AsSpan(Scheme.Length).Trim()) ? null : Problem.TokenWrong;
    }

    private static Task AnswerAsync(HttpContext http, StaffBody body)
    {
        http.Response.ContentType = Answers.Json;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, StaffJson.Default.StaffBody)).AsTask();
    }
}

/// <summary>The answer to a staff call.</summary>
internal sealed record StaffBody(string Slug, string State);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StaffBody))]
internal sealed partial class StaffJson : JsonSerializerContext;
