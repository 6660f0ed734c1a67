using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>Lets an admin call through that came in on an admin port and carries the admin token.</summary>
internal sealed partial class AdminAuthorization(
    AdminPorts ports, IPetitionCatalogue catalogue, FailedSignIns failures, ILogger<AdminAuthorization> log, AdminToken? token = null)
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// Maps an admin call below the address of a petition, which need not exist. A failure of the cluster or its database is answered 503:
    /// every admin call can be sent again.
    /// </summary>
    public void Map(IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate call) =>
        routes.MapMethods("/api/v1/admin/petitions/{slug}" + pattern, [method], (RequestDelegate)(http => AnswerAsync(http, call)));

    /// <summary>The same for a call about all petitions.</summary>
    public void MapAll(IEndpointRouteBuilder routes, string method, RequestDelegate call) =>
        routes.MapMethods("/api/v1/admin/petitions", [method], (RequestDelegate)(http => AnswerAsync(http, call)));

    /// <summary>
    /// The same for a call about a petition that exists, also a draft. Names are looked up only for callers with the token.
    /// </summary>
    public void MapPetition(IEndpointRouteBuilder routes, string method, string pattern, PetitionDelegate call) =>
        Map(routes, method, pattern, http => catalogue.AnswerAsync(http, call, evenDraft: true));

    private async Task AnswerAsync(HttpContext http, RequestDelegate call)
    {
        if (Refusal(http) is { } refusal)
        {
            if (refusal.Status == StatusCodes.Status401Unauthorized)
                failures.Add(http.Connection.RemoteIpAddress, isMissing: refusal == Problem.TokenMissing);
            await Answers.Refuse(http, refusal);
            return;
        }
        try
        {
            await call(http);
        }
        catch (Exception e)
            when (e is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // Whatever it was, a database that is away above all: the next call finds out what is stored and completes it.
            LogFailed(e.GetType().FullName ?? "", e.Message);
            await Answers.Refuse(http, Problem.Unavailable, "It may be changed or not. Send the call again: twice is as good as once.");
        }
    }

    private Problem? Refusal(HttpContext http)
    {
        // AdminPortFilter has checked it already; an admin call must not depend on routing alone.
        if (!ports.Ports.Contains(http.Connection.LocalPort)) return Problem.UnknownAddress;

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } credentials || !credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Problem.TokenMissing;
        return token is not null && token.Matches(credentials.AsSpan(Scheme.Length).Trim()) ? null : Problem.TokenWrong;
    }

    [LoggerMessage(LogLevel.Warning, "An admin call failed ({Failure}): {Reason}")]
    private partial void LogFailed(string failure, string reason);
}
