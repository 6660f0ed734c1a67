using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>Lets an admin call through that came in on an admin port, from somebody whose role includes what the call needs.</summary>
internal sealed partial class AdminAuthorization(
    AdminPorts ports, IPetitionCatalogue catalogue, AdminAuthentication authentication, ILogger<AdminAuthorization> log)
{
    /// <summary>
    /// Maps an admin call below the address of a petition, which need not exist. A failure of the cluster or its database is answered 503:
    /// every admin call can be sent again.
    /// </summary>
    public void Map(IEndpointRouteBuilder routes, string method, string pattern, AdminRoles role, RequestDelegate call) =>
        MapAt(routes, method, "petitions/{slug}" + pattern, role, call);

    /// <summary>
    /// The same for a call about a petition that exists, also a draft. Names are looked up only for callers with the role.
    /// </summary>
    public void MapPetition(IEndpointRouteBuilder routes, string method, string pattern, AdminRoles role, PetitionDelegate call) =>
        Map(routes, method, pattern, role, http => catalogue.AnswerAsync(http, call, evenDraft: true));

    /// <summary>The same for a call that is not about one petition.</summary>
    public void MapAt(IEndpointRouteBuilder routes, string method, string pattern, AdminRoles role, RequestDelegate call) =>
        routes.MapMethods("/api/v1/admin/" + pattern, [method], (RequestDelegate)(http => AnswerAsync(http, role, call)))
            .WithMetadata(new NeededRole(role));

    /// <summary>Who makes the call; only below an address that this class has mapped.</summary>
    public static AdminIdentity CallerOf(HttpContext http) =>
        http.Features.Get<AdminIdentity>() ?? throw new InvalidOperationException("Nobody was authenticated.");

    private async Task AnswerAsync(HttpContext http, AdminRoles role, RequestDelegate call)
    {
        try
        {
            if (await RefusalAsync(http, role) is { } refusal) await Answers.Refuse(http, refusal);
            else await call(http);
        }
        catch (Exception e)
            when (e is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // Whatever it was, a database that is away above all: the next call finds out what is stored and completes it.
            LogFailed(e.GetType().FullName ?? "", e.Message);
            await Answers.Refuse(http, Problem.Unavailable, "It may be changed or not. Send the call again: twice is as good as once.");
        }
    }

    private async Task<Problem?> RefusalAsync(HttpContext http, AdminRoles needed)
    {
        // AdminPortFilter has checked it already; an admin call must not depend on routing alone.
        if (!ports.Ports.Contains(http.Connection.LocalPort)) return Problem.UnknownAddress;
        var (identity, problem) = await authentication.AuthenticateAsync(http);
        if (problem is not null) return problem;
        http.Features.Set(identity);
        return identity!.Roles.Include(needed) ? null : Problem.RoleTooSmall;
    }

    [LoggerMessage(LogLevel.Warning, "An admin call failed ({Failure}): {Reason}")]
    private partial void LogFailed(string failure, string reason);
}

/// <summary>Metadata of an admin call: the role that it needs.</summary>
internal sealed record NeededRole(AdminRoles Role);
