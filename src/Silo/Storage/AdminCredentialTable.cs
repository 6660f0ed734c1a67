using System.Collections.Immutable;
using System.Data.Common;
using Petitions.Grains.Administration;

namespace Petitions.Silo.Storage;

/// <summary>The table <c>admin_credential</c>, in the SQL that both databases understand.</summary>
internal sealed class AdminCredentialTable(PetitionDatabase database) : IAdminCredentialStore
{
    private const string Columns = "name, roles, created_at, created_by, expires_at, revoked_at, revoked_by";

    public async Task<bool> TryAddAsync(AdminCredential credential, byte[] hash, CancellationToken cancel) =>
        await ExecuteAsync(
            """
            INSERT INTO admin_credential (hash, name, roles, created_at, created_by, expires_at)
            VALUES (@hash, @name, @roles, @created_at, @created_by, @expires_at) ON CONFLICT DO NOTHING
            """,
            cancel, ("@hash", hash), ("@name", credential.Name), ("@roles", (short)credential.Roles),
            ("@created_at", database.TimeValue(credential.CreatedAt)), ("@created_by", credential.CreatedBy),
            ("@expires_at", credential.ExpiresAt is { } end ? database.TimeValue(end) : DBNull.Value)) > 0;

    public async Task<AdminCredential?> FindAsync(byte[] hash, CancellationToken cancel) =>
        (await database.Registry.QueryAsync(
            $"SELECT {Columns} FROM admin_credential WHERE hash = @hash", CredentialOf, cancel, ("@hash", hash))).FirstOrDefault();

    public async Task<ImmutableArray<AdminCredential>> ListAsync(CancellationToken cancel) =>
        [.. await database.Registry.QueryAsync($"SELECT {Columns} FROM admin_credential ORDER BY name, created_at", CredentialOf, cancel)];

    public async Task<bool> RevokeAsync(string name, DateTimeOffset at, string by, CancellationToken cancel) =>
        await ExecuteAsync(
            "UPDATE admin_credential SET revoked_at = @at, revoked_by = @by WHERE name = @name AND revoked_at IS NULL", cancel,
            ("@name", name), ("@at", database.TimeValue(at)), ("@by", by)) > 0;

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(sql, cancel, parameters);
    }

    private AdminCredential CredentialOf(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        Roles = (AdminRoles)row.GetInt16(1),
        CreatedAt = database.ReadTime(row, 2),
        CreatedBy = row.GetString(3),
        ExpiresAt = row.IsDBNull(4) ? null : database.ReadTime(row, 4),
        RevokedAt = row.IsDBNull(5) ? null : database.ReadTime(row, 5),
        RevokedBy = row.IsDBNull(6) ? null : row.GetString(6),
    };
}
