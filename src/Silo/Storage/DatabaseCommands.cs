using System.Data.Common;
using Petitions.Silo.Storage.Sqlite;

namespace Petitions.Silo.Storage;

/// <summary>The few things that the control plane does with a database, without a line of ceremony each.</summary>
internal static class DatabaseCommands
{
    /// <summary>Runs <paramref name="work"/> in one transaction; an exception rolls it back.</summary>
    public static async Task<T> InTransactionAsync<T>(
        this DbDataSource database, Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        var sqlite = database as SqliteConnections;
        sqlite?.AddWaitingWriter(1);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var result = await work(connection);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            sqlite?.AddWaitingWriter(-1);
        }
    }

    /// <summary>Number of rows changed.</summary>
    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public static async Task<object?> ScalarAsync(
        this DbConnection connection, string sql, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>All rows, each made into what <paramref name="row"/> returns.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this DbDataSource database, string sql, Func<DbDataReader, T> row, CancellationToken cancel,
        params (string Name, object Value)[] parameters)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QueryAsync(sql, row, cancel, parameters);
    }

    /// <summary>The same on a connection of the caller, maybe within a transaction.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> row, CancellationToken cancel,
        params (string Name, object Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Gives a statement a value.</summary>
    public static void AddParameter(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    // Neither driver asks for the transaction on the command: Npgsql has one per connection, and SQLite takes the connection's.
    private static DbCommand Command(this DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.AddParameter(name, value);
        return command;
    }
}
