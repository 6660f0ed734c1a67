using System.Collections.Immutable;

namespace Petitions.Grains.Administration;

/// <summary>
/// The tokens of those who run petitions. Front ends have no database, so they ask here, for every call: what is revoked ends at once,
/// everywhere. The key is 0.
/// </summary>
[Alias("petitions.admin-grain")]
public interface IAdminGrain : IGrainWithIntegerKey
{
    /// <summary>Whose token it is.</summary>
    /// <param name="hash">SHA-256 of the token.</param>
    [Alias("authenticate")]
    Task<TokenCheckResult> Authenticate(ImmutableArray<byte> hash);

    /// <summary>Gives a token. False when somebody of that name has one.</summary>
    /// <param name="name">Whose; see <see cref="AdminCredential.IsName"/>.</param>
    /// <param name="roles">What it allows.</param>
    /// <param name="expiresAt">When it ends; null for never.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="hash">SHA-256 of the token, which the caller has made and shows once.</param>
    [Alias("create")]
    Task<bool> Create(string name, AdminRoles roles, DateTimeOffset? expiresAt, string by, ImmutableArray<byte> hash);

    /// <summary>All tokens, also those that ended.</summary>
    [Alias("list")]
    Task<ImmutableArray<AdminCredential>> List();

    /// <summary>Revokes a token, for every call from now on. False when nobody of that name has one.</summary>
    [Alias("revoke")]
    Task<bool> Revoke(string name, string by);
}

/// <summary>What is known of a token that was presented.</summary>
/// <param name="Identity">Who has it; null when it is not valid.</param>
/// <param name="HasEnded">It was valid: it has expired, or it was revoked.</param>
[GenerateSerializer, Immutable, Alias("petitions.token-check-result")]
public readonly record struct TokenCheckResult([property: Id(0)] AdminIdentity? Identity, [property: Id(1)] bool HasEnded);
