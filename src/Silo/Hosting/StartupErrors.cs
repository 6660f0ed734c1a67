using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Hosting;

/// <summary>Turns what can go wrong at start into the one line that an operator needs.</summary>
internal static class StartupErrors
{
    public static bool TryExplain(Exception e, [NotNullWhen(true)] out string? line)
    {
        line = Unwrap(e) switch
        {
            StartupException start => start.Message,
            AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
                $"An address is in use ({Unwrap(e).Message}): stop the other program, or set ASPNETCORE_URLS and Petition__Admin__Urls.",
            IOException io when io.InnerException is AddressInUseException =>
                $"An address is in use ({io.Message}): stop the other program, or set ASPNETCORE_URLS and Petition__Admin__Urls.",
            SocketException socket => $"An address cannot be used ({socket.Message}): check ASPNETCORE_URLS and Petition__Admin__Urls.",
            NpgsqlException postgres => $"PostgreSQL cannot be used: {postgres.Message}",
            TimeoutException => "The petitions could not be published in time: the machine or its database is too busy. Start again.",
            IOException or UnauthorizedAccessException => $"A file cannot be used: {Unwrap(e).Message}",
            Microsoft.Extensions.Options.OptionsValidationException options => string.Join(' ', options.Failures),
            InvalidOperationException or FormatException or ArgumentException => $"The configuration cannot be used: {Unwrap(e).Message}",
            _ => null,
        };
        line = line?.ReplaceLineEndings(" ");
        return line is not null;
    }

    /// <summary>What SQLite says about a full, read-only or broken folder, with the folder.</summary>
    public static StartupException Of(SqliteException e, string folder) => new(
        $"The database in {folder} cannot be used ({e.Message}): make room there and let this user write, or set Petition__DataPath to"
        + " another folder.", e);

    private static Exception Unwrap(Exception e) => e is AggregateException { InnerException: { } inner } ? Unwrap(inner) : e;
}
