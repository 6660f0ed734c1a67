using System.Security.Cryptography;
using System.Text;
using Petitions.Frontend.Http;
using Petitions.Grains.Administration;

namespace Petitions.Frontend.Admin;

/// <summary>
/// Finds out who makes an admin call, by the token it carries (RFC 6750). Every call asks the cluster, so that a revoked token ends at
/// once.
/// </summary>
/// <param name="grains">Knows the tokens that were given.</param>
/// <param name="failures">Writes failed calls into the log.</param>
/// <param name="limit">Slows down networks that fail often.</param>
/// <param name="time">The clock of the delay.</param>
/// <param name="token">The token of the data folder or of the settings; null when this process has none.</param>
internal sealed class AdminAuthentication(
    IGrainFactory grains, FailedSignIns failures, FailedSignInLimit limit, TimeProvider time, AdminToken? token = null)
{
    private const string Scheme = "Bearer ";

    /// <summary>Above the limit of its network a call waits this long before its token is looked at.</summary>
    public static readonly TimeSpan SlowedBy = TimeSpan.FromSeconds(1);

    /// <summary>Who calls; or the problem to answer with.</summary>
    public async Task<(AdminIdentity? Identity, Problem? Problem)> AuthenticateAsync(HttpContext http)
    {
        var from = http.Connection.RemoteIpAddress;
        var isCounted = limit.TryCount(from);
        if (!isCounted) await Task.Delay(SlowedBy, time, http.RequestAborted);

        var (identity, problem) = await IdentifyAsync(http.Request);
        if (problem is not null) failures.Add(from, isMissing: problem == Problem.TokenMissing);
        else if (isCounted) limit.Forgive(from);
        return (identity, problem);
    }

    private async Task<(AdminIdentity? Identity, Problem? Problem)> IdentifyAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } credentials || !credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, Problem.TokenMissing);
        var presented = credentials[Scheme.Length..].Trim();
        if (token is not null && token.Matches(presented)) return (AdminIdentity.TokenFile, null);
        if (!IssuedToken.IsOne(presented)) return (null, Problem.TokenWrong);
        var found = await grains.GetGrain<IAdminGrain>(0).Authenticate([.. IssuedToken.HashOf(presented)]);
        return (found.Identity, found.Identity is not null ? null : found.HasEnded ? Problem.TokenEnded : Problem.TokenWrong);
    }
}

/// <summary>A token that is given to one person.</summary>
internal static class IssuedToken
{
    private const string Prefix = "petition-";
    private const int SecretBytes = 32;

    /// <summary>A new one, of 256 random bits.</summary>
    public static string New() => Prefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>True for what has the form of one; others are refused without a look into the database.</summary>
    public static bool IsOne(string presented) =>
        presented.StartsWith(Prefix, StringComparison.Ordinal)
        && presented.Length == Prefix.Length + System.Buffers.Text.Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>What the database knows it by. A secret of 256 random bits needs no slow hash.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
