using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Petitions.Grains.Administration;

/// <inheritdoc cref="IAdminGrain"/>
[StatelessWorker]
internal sealed class AdminGrain(IAdminCredentialStore credentials, TimeProvider time) : Grain, IAdminGrain
{
    public async Task<TokenCheckResult> Authenticate(ImmutableArray<byte> hash)
    {
        if (await credentials.FindAsync([.. hash], CancellationToken.None) is not { } found) return default;
        return found.RevokedAt is not null || time.GetUtcNow() >= found.ExpiresAt
            ? new(null, HasEnded: true)
            : new(new(found.Name, found.Roles), HasEnded: false);
    }

    public Task<bool> Create(string name, AdminRoles roles, DateTimeOffset? expiresAt, string by, ImmutableArray<byte> hash)
    {
        if (!AdminCredential.IsName(name)) throw new ArgumentException("This is no name of a token.", nameof(name));
        var credential = new AdminCredential
        {
            Name = name, Roles = roles, CreatedAt = time.GetUtcNow(), CreatedBy = by, ExpiresAt = expiresAt,
        };
        return credentials.TryAddAsync(credential, [.. hash], CancellationToken.None);
    }

    public Task<ImmutableArray<AdminCredential>> List() => credentials.ListAsync(CancellationToken.None);

    public Task<bool> Revoke(string name, string by) => credentials.RevokeAsync(name, time.GetUtcNow(), by, CancellationToken.None);
}
