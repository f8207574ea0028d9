using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Statements without parameters.</summary>
internal static class Sql
{
    public static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql, prepare: false);
        statement.Run();
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Scalar();
    }

    /// <summary>A time that is stored as its UTC ticks, exact.</summary>
    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}

/// <summary>A prepared statement; parameters are <c>@0</c>, <c>@1</c> and so on. For one thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql, bool prepare = true)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is written in this project; values travel as parameters.
        _command.CommandText = sql;
#pragma warning restore CA2100
        if (prepare)
        {
            _command.Prepare();
        }
    }

    /// <summary>Runs it; how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null where there is none.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values) => Bind(values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>The rows.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => Bind(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            var value = values[index] ?? DBNull.Value;
            if (index < _command.Parameters.Count)
            {
                _command.Parameters[index].Value = value;
            }
            else
            {
                _command.Parameters.AddWithValue($"@{index}", value);
            }
        }

        return _command;
    }
}
