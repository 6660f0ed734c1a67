using System.Net.Sockets;
using Npgsql;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>Which failures of a batch are the database's, and what each asks for.</summary>
internal static class PostgresFailures
{
    public static bool TryClassify(Exception e, out BatchFailure failure)
    {
        // Npgsql 10 may report a connection that broke during a commit as an object that was disposed.
        failure = e is PostgresException refused && IsAboutData(refused.SqlState) || e is ArgumentException or InvalidCastException
            ? BatchFailure.BadRow
            : BatchFailure.RunAgain;
        return e is NpgsqlException or ArgumentException or InvalidCastException or ObjectDisposedException
            or TimeoutException or IOException or SocketException or OperationCanceledException or InvalidOperationException;
    }

    // Class 22: data exception, class 23: integrity constraint, 54: a limit of the server (PostgreSQL manual, appendix A).
    private static bool IsAboutData(string state) =>
        state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal)
        || state.StartsWith("54", StringComparison.Ordinal);
}
