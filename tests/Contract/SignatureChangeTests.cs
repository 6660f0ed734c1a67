using Petitions.Tests.Support;

namespace Petitions.Tests.Contract;

/// <summary>Changes of signatures on SQLite.</summary>
public sealed class SqliteSignatureChangeTests : SignatureChangeContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Changes of signatures on PostgreSQL.</summary>
public sealed class PostgresSignatureChangeTests(PostgresServer server) : SignatureChangeContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
