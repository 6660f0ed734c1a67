using Npgsql;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>
/// One pool of connections for each role: a storm of signatures must not starve the few statements that keep the cluster together.
/// </summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    /// <summary>
    /// Longest run of one statement: with <see cref="Petitions.Grains.Ledger.LedgerOptions.AnswerWithin"/> the 5 s after which a caller
    /// gives up.
    /// </summary>
    public static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(3);

    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgresConnections(string connectionString, int ledgerWriters)
    {
        // Plans are made once and kept while tables grow: a batch must never read a whole table.
        Ledger = Open(connectionString, "petition ledger", ledgerWriters, " -c enable_seqscan=off");
        Registry = Open(connectionString, "petition registry", 8);
        GrainState = Open(connectionString, "petition grains", 8);
        Membership = Open(connectionString, "petition membership", 3);
        Mail = Open(connectionString, "petition mail", 3);
    }

    /// <summary>Batches of signatures.</summary>
    public NpgsqlDataSource Ledger { get; }

    /// <summary>Petitions, keys, shards; also migrations and checks at start.</summary>
    public NpgsqlDataSource Registry { get; }

    /// <summary>Orleans' storage of grain state.</summary>
    public NpgsqlDataSource GrainState { get; }

    /// <summary>Orleans' table of silos; opens none while there is but one silo.</summary>
    public NpgsqlDataSource Membership { get; }

    /// <summary>The outbox and what expires.</summary>
    public NpgsqlDataSource Mail { get; }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Registry.DisposeAsync();
        await GrainState.DisposeAsync();
        await Membership.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private static NpgsqlDataSource Open(string connectionString, string role, int connectionsMax, string more = "")
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = role,
            MaxPoolSize = connectionsMax,
            // Reaching the server, and a statement on it: both end long before a caller gives up.
            Timeout = 3,
            CommandTimeout = (int)StatementTimeout.TotalSeconds,
            CancellationTimeout = 500,
            // A host that vanished is noticed by the kernel, not by a call that waits for ever.
            TcpKeepAlive = true,
            TcpKeepAliveTime = 10,
            TcpKeepAliveInterval = 2,
            Enlist = false,
            // Statements are few and known: prepare them at their second use.
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        var settings = $"-c statement_timeout={(int)StatementTimeout.TotalMilliseconds} -c lock_timeout=2500"
            + " -c idle_in_transaction_session_timeout=10000"
            + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3" + more;
        text.Options = string.IsNullOrEmpty(text.Options) ? settings : text.Options + " " + settings;
        return NpgsqlDataSource.Create(text);
    }
}
