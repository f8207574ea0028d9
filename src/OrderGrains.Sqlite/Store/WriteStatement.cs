using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderGrains.Sqlite;

/// <summary>
/// A prepared statement of the writer, bound and stepped without the commands and readers of ADO.NET, which cost more than most of
/// what they run here. Parameters count from 1, as <c>?1</c>; what is bound stays bound. For one thread.
/// </summary>
internal sealed class WriteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public WriteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public WriteStatement Int(int index, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, index, number) : raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    public WriteStatement Text(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public WriteStatement Blob(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public WriteStatement Null(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Runs it; how many rows it changed.</summary>
    /// <exception cref="SqliteException">SQLite says no.</exception>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        var error = result == raw.SQLITE_DONE ? null : Error(result);
        raw.sqlite3_reset(_statement);
        return error is null ? raw.sqlite3_changes(_database) : throw error;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Error(result);
        }
    }

    private SqliteException Error(int result) => new(
        raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_database));
}
