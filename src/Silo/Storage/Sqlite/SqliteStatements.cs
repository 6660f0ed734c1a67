using Microsoft.Data.Sqlite;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>The prepared statements of one connection, which all run in the transaction of the batch. Belongs to one thread.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<SqliteCommand> _commands = [];

    /// <summary>The statement of <c>file.sql</c>; its values are given in the order of <paramref name="parameters"/>.</summary>
    public SqliteStatement Prepare(string file, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = SqlText.Read($"Storage/Sqlite/{file}.sql");
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        _commands.Add(command);
        return new SqliteStatement(command);
    }

    /// <summary>From now on every statement runs in this transaction.</summary>
    public void Join(SqliteTransaction transaction)
    {
        foreach (var command in _commands) command.Transaction = transaction;
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
    }
}

/// <summary>One prepared statement.</summary>
internal readonly struct SqliteStatement(SqliteCommand command)
{
    /// <summary>Runs it and returns the number of rows changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values) => With(values).ExecuteNonQuery();

    /// <summary>Runs it and reads its rows.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => With(values).ExecuteReader();

    /// <summary>The first column of its first row; null when there is no row.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values) => With(values).ExecuteScalar();

    private SqliteCommand With(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
