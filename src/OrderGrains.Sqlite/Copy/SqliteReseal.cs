using System.Buffers;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Brings orders under another key, each row of theirs in its place.</summary>
internal sealed class SqliteReseal(SqliteConnection connection, ReadConnection reads, Names names, Reseal change) : IDisposable
{
    private const int Size = 200;

    private readonly Statement _record = new(connection, "UPDATE orders SET record = @1, sum = @2 WHERE key = @0");
    private readonly Statement _entries = new(connection, "UPDATE log SET entries = @1, sum = @2 WHERE seq = @0");

    /// <summary>The orders after a key, up to a few hundred.</summary>
    public List<(long Key, OrderId Order, byte[] Record, long Newest)> Page(long after)
    {
        var page = new List<(long, OrderId, byte[], long)>();
        using var rows = reads.Statement("SELECT key, tenant, channel, external_id, record, sum, log FROM orders WHERE key > @0 ORDER BY key LIMIT @1").Read(after, Size);
        while (rows.Read())
        {
            var order = OrderId.Create(names.NameOf(rows.GetInt64(1)), (Channel)rows.GetInt32(2), rows.GetString(3));
            page.Add((rows.GetInt64(0), order, Packed.Unpack(rows.GetFieldValue<byte[]>(4), rows.GetInt64(5)), rows.GetInt64(6)));
        }

        return page;
    }

    /// <summary>Brings an order under the key; whether anything changed.</summary>
    public bool Apply((long Key, OrderId Order, byte[] Record, long Newest) row)
    {
        var changed = false;
        if (change.Record(row.Order, row.Record) is { } record)
        {
            var stored = record.Length > Packed.OnePage ? Packed.Pack(record.Span) : record.ToArray();
            _record.Run(row.Key, stored, Checksum.Of(stored));
            changed = true;
        }

        foreach (var (seq, at, entries) in Log(row.Newest))
        {
            if (change.Log(row.Order, LogEntries.Read(at, entries)) is { } sealedEntries)
            {
                var bytes = new ArrayBufferWriter<byte>(entries.Length + 256);
                LogEntries.Write(at, sealedEntries, bytes);
                var stored = Packed.Pack(bytes.WrittenSpan);
                _entries.Run(seq, stored, Checksum.Of(stored));
                changed = true;
            }
        }

        return changed;
    }

    public void Dispose()
    {
        _record.Dispose();
        _entries.Dispose();
    }

    private List<(long Seq, DateTimeOffset At, byte[] Entries)> Log(long newest)
    {
        var find = reads.Statement("SELECT previous, at, entries, sum FROM log WHERE seq = @0");
        var rows = new List<(long, DateTimeOffset, byte[])>();
        for (long? seq = newest; seq is { } number;)
        {
            using var row = find.Read(number);
            if (!row.Read())
            {
                break; // Older ones were removed.
            }

            seq = row.IsDBNull(0) ? null : row.GetInt64(0);
            if (!row.IsDBNull(2))
            {
                rows.Add((number, Sql.Time(row.GetInt64(1)), Packed.Unpack(row.GetFieldValue<byte[]>(2), row.GetInt64(3))));
            }
        }

        return rows;
    }
}
