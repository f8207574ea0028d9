using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded;

/// <summary>Everything that is kept of one order, personal data and all: the record, and the log with what crossed the wire.</summary>
public static class OrderExports
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The order as one line of JSON, <c>{"record":…,"log":[…]}</c>, the log the oldest first; null where there is none. A hub may be running there.</summary>
    /// <param name="dataDirectory">The engine's folder.</param>
    /// <param name="order">The order.</param>
    /// <exception cref="InvalidOperationException">The database cannot be read.</exception>
    public static string? Read(string dataDirectory, OrderId order)
    {
        var path = Database.PathIn(dataDirectory);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no database in {dataDirectory}.");
        }

        try
        {
            using var connection = Database.OpenForReading(path);
            return Read(connection, order);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(Trouble.Of(exception, path), exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new InvalidOperationException($"What is stored of {order} is damaged.", exception);
        }
    }

    /// <summary>The same over a connection.</summary>
    internal static string? Read(SqliteConnection connection, OrderId order)
    {
        using var find = new Statement(connection, """
            SELECT record, log FROM orders WHERE external_id = @0 AND channel = @1 AND tenant = (SELECT id FROM names WHERE name = @2)
            """);
        byte[] record;
        long? last;
        using (var rows = find.Read(order.ExternalId, (int)order.Channel, order.Tenant))
        {
            if (!rows.Read())
            {
                return null;
            }

            (record, last) = (Packed.Unpack(rows.GetFieldValue<byte[]>(0)), rows.IsDBNull(1) ? null : rows.GetInt64(1));
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("record");
            json.WriteRawValue(RecordExport.Write(RecordCodec.Read(record)));
            json.WriteStartArray("log");
            foreach (var entry in Log(connection, last).Reverse())
            {
                Write(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The entries of an order, the newest first, from row to row as each names the one before it.</summary>
    private static IEnumerable<LogEntry> Log(SqliteConnection connection, long? last)
    {
        using var find = new Statement(connection, "SELECT previous, at, entries FROM log WHERE seq = @0");
        for (var seq = last; seq is not null;)
        {
            IReadOnlyList<LogEntry> entries;
            using (var rows = find.Read(seq))
            {
                if (!rows.Read())
                {
                    yield break; // Older ones were removed.
                }

                seq = rows.IsDBNull(0) ? null : rows.GetInt64(0);
                entries = rows.IsDBNull(2) ? [] : LogEntries.Read(Sql.Time(rows.GetInt64(1)), Packed.Unpack(rows.GetFieldValue<byte[]>(2)));
            }

            foreach (var entry in entries.Reverse())
            {
                yield return entry;
            }
        }
    }

    private static void Write(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At);
        if (entry.PayloadKind is null)
        {
            json.WritePropertyName("line");
            json.WriteRawValue(entry.Body.Span);
        }
        else
        {
            json.WriteString("kind", entry.PayloadKind);
            json.WriteString("body", Encoding.UTF8.GetString(entry.Body.Span));
        }

        json.WriteEndObject();
    }
}
