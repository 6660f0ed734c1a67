using Petitions.Tests.Support;

namespace Petitions.Tests.Contract;

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteStoreTests : LedgerStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresStoreTests(PostgresServer server) : LedgerStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
