using System.Collections.Immutable;

namespace Petitions.Grains.Administration;

/// <summary>The tokens that were given, by their SHA-256.</summary>
public interface IAdminCredentialStore
{
    /// <summary>Stores a credential. False when there is one of that name that is not revoked.</summary>
    Task<bool> TryAddAsync(AdminCredential credential, byte[] hash, CancellationToken cancel);

    /// <summary>The credential of a token; null when it is unknown.</summary>
    Task<AdminCredential?> FindAsync(byte[] hash, CancellationToken cancel);

    /// <summary>All credentials, also those that ended, by name and then by age.</summary>
    Task<ImmutableArray<AdminCredential>> ListAsync(CancellationToken cancel);

    /// <summary>Revokes the credential of that name. False when there is none, or it was revoked before.</summary>
    Task<bool> RevokeAsync(string name, DateTimeOffset at, string by, CancellationToken cancel);
}
