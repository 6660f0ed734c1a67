using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Grains.Administration;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/tokens</c> gives somebody a token, which is in this answer and nowhere else; <c>GET</c> lists tokens, and
/// <c>DELETE …/{name}</c> revokes one, for every call from then on.
/// </summary>
internal sealed partial class TokenEndpoints(IGrainFactory grains, TimeProvider time, ILogger<TokenEndpoints> log)
{
    private const int BodyBytesMax = 8 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<TokenEndpoints>();
        admin.MapAt(routes, HttpMethods.Post, "tokens", AdminRoles.Admin, endpoints.CreateAsync);
        admin.MapAt(routes, HttpMethods.Get, "tokens", AdminRoles.Admin, endpoints.ListAsync);
        admin.MapAt(routes, HttpMethods.Delete, "tokens/{name}", AdminRoles.Admin, endpoints.RevokeAsync);
    }

    private async Task CreateAsync(HttpContext http)
    {
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.NewTokenBody) is not { } asked) return;
        if (Fault(asked) is { } fault)
        {
            await Answers.Refuse(http, Problem.Malformed, fault);
            return;
        }
        var roles = asked.Roles.Aggregate(AdminRoles.None, (all, word) => all | AdminRoleWords.Find(word)!.Value);
        var (token, by) = (IssuedToken.New(), AdminAuthorization.CallerOf(http).Name);
        if (!await Tokens.Create(asked.Name, roles, asked.ExpiresAt, by, [.. IssuedToken.HashOf(token)]))
        {
            await Answers.Refuse(http, Problem.TokenNameTaken);
            return;
        }
        LogCreated(by, asked.Name, string.Join(", ", AdminRoleWords.Of(roles)));
        http.Response.StatusCode = StatusCodes.Status201Created;
        await AdminBodies.AnswerAsync(
            http, new(asked.Name, AdminRoleWords.Of(roles), asked.ExpiresAt, token), AdminJson.Default.GivenTokenBody);
    }

    private async Task ListAsync(HttpContext http)
    {
        var all = await Tokens.List();
        await AdminBodies.AnswerAsync(http, new([.. all.Select(BodyOf)]), AdminJson.Default.TokensBody);
    }

    private async Task RevokeAsync(HttpContext http)
    {
        var (name, by) = (http.Request.RouteValues["name"] as string ?? "", AdminAuthorization.CallerOf(http).Name);
        if (!await Tokens.Revoke(name, by))
        {
            await Answers.Refuse(http, Problem.UnknownToken);
            return;
        }
        LogRevoked(by, name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private IAdminGrain Tokens => grains.GetGrain<IAdminGrain>(0);

    private string? Fault(NewTokenBody asked) =>
        !AdminCredential.IsName(asked.Name)
            ? $"Nothing was changed. Write a name of at most {AdminCredential.NameCharsMax} lower-case letters, digits, dots, hyphens and "
                + "at signs, a letter first, other than admin."
        : asked.Roles.IsDefaultOrEmpty || asked.Roles.Any(word => AdminRoleWords.Find(word) is null)
            ? $"Nothing was changed. Write one or more roles: {string.Join(", ", AdminRoleWords.Words)}."
        : asked.ExpiresAt <= time.GetUtcNow() ? "Nothing was changed. expiresAt is in the past."
        : null;

    private static TokenBody BodyOf(AdminCredential one) => new(
        one.Name, AdminRoleWords.Of(one.Roles), one.CreatedAt, one.CreatedBy, one.ExpiresAt, one.RevokedAt, one.RevokedBy);

    [LoggerMessage(LogLevel.Information, "{By} gave a token to {Name}: {Roles}.")]
    private partial void LogCreated(string by, string name, string roles);

    [LoggerMessage(LogLevel.Information, "{By} revoked the token of {Name}.")]
    private partial void LogRevoked(string by, string name);
}

/// <summary>A token to give. Without a time it does not expire.</summary>
internal sealed record NewTokenBody(
    [property: System.Text.Json.Serialization.JsonRequired] string Name,
    [property: System.Text.Json.Serialization.JsonRequired] ImmutableArray<string> Roles, DateTimeOffset? ExpiresAt = null);

/// <summary>A token that was given, with the token itself.</summary>
internal sealed record GivenTokenBody(string Name, ImmutableArray<string> Roles, DateTimeOffset? ExpiresAt, string Token);

/// <summary>What is known of a token.</summary>
internal sealed record TokenBody(
    string Name, ImmutableArray<string> Roles, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, string? RevokedBy);

/// <summary>All tokens, also those that ended.</summary>
internal sealed record TokensBody(ImmutableArray<TokenBody> Tokens);
