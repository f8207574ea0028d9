using Npgsql;
using NpgsqlTypes;

namespace OrderGrains.Postgres;

/// <summary>Statements with their values by place, <c>$1</c> and so on, and values as the tables hold them.</summary>
internal static class Statements
{
    /// <summary>A statement of this project's own text.</summary>
    /// <param name="connection">Where it is to run.</param>
    /// <param name="sql">The text.</param>
    /// <param name="values">Values, or parameters where a value alone does not tell its type.</param>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Every text is written in this project; what comes from others is a value.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        }

        return command;
    }

    /// <summary>A text or none.</summary>
    public static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>A number or none.</summary>
    public static NpgsqlParameter Number(long? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>A small number or none.</summary>
    public static NpgsqlParameter Number(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    /// <summary>Bytes, without a copy of them.</summary>
    public static NpgsqlParameter Bytes(ReadOnlyMemory<byte> bytes) => new NpgsqlParameter<ReadOnlyMemory<byte>>
    {
        TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea,
    };

    /// <summary>A time as the tables hold it: UTC ticks of 100 ns.</summary>
    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    /// <summary>A text or none.</summary>
    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
