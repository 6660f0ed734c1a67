using Petitions.Frontend.Http;

namespace Petitions.Frontend.Admin;

/// <summary>Who may make a staff call: it came in on a staff port and carries the token.</summary>
internal sealed partial class AdminAuthorization(AdminPorts ports, ILogger<AdminAuthorization> log, AdminToken? token = null)
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// Maps a call that changes or reads what only staff may. A failure of the cluster or its database is answered 503: such calls can all
    /// be sent again.
    /// </summary>
    public void Map(IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, string, Task> call) =>
        routes.MapMethods(AdminPortFilter.Prefix + "/petitions/{slug}" + pattern, [method], (RequestDelegate)(http => AnswerAsync(http, call)));

    private async Task AnswerAsync(HttpContext http, Func<HttpContext, string, Task> call)
    {
        if (Refusal(http) is { } refusal)
        {
            await Answers.Refuse(http, refusal);
            return;
        }
        try
        {
            await call(http, http.Request.RouteValues["slug"] as string ?? "");
        }
        catch (Exception e) when (e is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // Whatever it was, a database that is away above all: the next call finds out what is stored and completes it.
            LogFailed(e.GetType().FullName ?? "", e.Message);
            await Answers.Refuse(http, Problem.Unavailable, "It may be changed or not. Send the call again: twice is as good as once.");
        }
    }

    private Problem? Refusal(HttpContext http)
    {
        // The door has looked already; a staff call must not depend on the order of middleware alone.
        if (!ports.Ports.Contains(http.Connection.LocalPort)) return Problem.UnknownAddress;

        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } credentials || !credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Problem.TokenMissing;
        return token is not null && token.Matches(credentials.AsSpan(Scheme.Length).Trim()) ? null : Problem.TokenWrong;
    }

    [LoggerMessage(LogLevel.Warning, "A staff call was not carried out ({Failure}): {Reason}")]
    private partial void LogFailed(string failure, string reason);
}
