namespace OrderGrains.Sqlite;

/// <summary>An order's row, read by whoever wants all of it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Newest">Its newest row of the log.</param>
internal sealed record StoredOrder(byte[] Record, long Newest)
{
    private const string FindSql = """
        SELECT record, log, sum FROM orders WHERE external_id = @0 AND channel = @1 AND tenant = (SELECT id FROM names WHERE name = @2)
        """;

    /// <summary>The order; null where there is none.</summary>
    public static StoredOrder? Find(ReadConnection connection, OrderId order)
    {
        using var rows = connection.Statement(FindSql).Read(order.ExternalId, (int)order.Channel, order.Tenant);
        return rows.Read() ? new(Packed.Unpack(rows.GetFieldValue<byte[]>(0), rows.GetInt64(2)), rows.GetInt64(1)) : null;
    }

    /// <summary>Its log, the oldest entry first: each row names the one before it.</summary>
    public IReadOnlyList<LogEntry> Log(ReadConnection connection)
    {
        var find = connection.Statement("SELECT previous, at, entries, sum FROM log WHERE seq = @0");
        var writes = new List<IReadOnlyList<LogEntry>>();
        for (long? seq = Newest; seq is not null;)
        {
            using var rows = find.Read(seq);
            if (!rows.Read())
            {
                break; // Older ones were removed.
            }

            seq = rows.IsDBNull(0) ? null : rows.GetInt64(0);
            writes.Add(rows.IsDBNull(2) ? [] : LogEntries.Read(Sql.Time(rows.GetInt64(1)), Packed.Unpack(rows.GetFieldValue<byte[]>(2), rows.GetInt64(3))));
        }

        writes.Reverse();
        return [.. writes.SelectMany(entries => entries)];
    }
}
