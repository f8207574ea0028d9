using System.Buffers;
using System.Text.Json;

namespace OrderGrains.Azure;

/// <summary>
/// The log: a blob for each write that has something to tell, JSON, a line an entry, and a row by its newest entry's time, by which retention finds it. A blob
/// goes whole, once its newest entry is old.
/// </summary>
internal sealed class AzureLog(IBlobs blobs, IEntityTable table)
{
    private const int Spread = 8;

    /// <summary>Enters what a write tells. Entered once more after a failure it is the same.</summary>
    public async Task EnterAsync(OrderWrite write, CancellationToken cancellationToken)
    {
        if (write.Log.Count == 0)
        {
            return;
        }

        await EnterAsync(write.Order, LogName.Of(write), write.Log, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the parts that were kept under another key, in their places; the newest under the name that the record's new bytes give it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="version">Of its record.</param>
    /// <param name="from">Fingerprint of the record's bytes so far.</param>
    /// <param name="to">Fingerprint of those to come.</param>
    /// <param name="change">Makes the entries; null leaves them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether anything changed, and the blob of the old name, which goes once the record is written; null where there is none.</returns>
    public async Task<(bool Changed, string? Left)> ResealAsync(
        OrderId order, int version, string from, string to, Func<IReadOnlyList<LogEntry>, IReadOnlyList<LogEntry>?> change, CancellationToken cancellationToken)
    {
        var start = BlobNames.LogOf(order);
        var names = await blobs.NamesAsync(start, cancellationToken).ConfigureAwait(false);
        var (changed, left) = (false, (string?)null);
        foreach (var part in LogName.Kept(names.Select(LogName.Parse), version, from))
        {
            if (await blobs.ReadAsync($"{start}{part}", cancellationToken).ConfigureAwait(false) is not { } blob)
            {
                continue;
            }

            LogEntry[] stored = [.. Entries(blob.Bytes)];
            var entries = change(stored);
            var name = part.Version == version && part.Makes == from ? part with { Makes = to } : part;
            if (entries is not null || name != part)
            {
                await EnterAsync(order, name, entries ?? stored, name == part ? blob.ETag : null, cancellationToken).ConfigureAwait(false);
                (changed, left) = (true, name == part ? left : $"{start}{part}");
            }
        }

        return (changed, left);
    }

    /// <summary>Log entries of the writes that led to the record, the oldest first; those of writes that were cut off are left out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="version">Version of the record as it is stored.</param>
    /// <param name="fingerprint">Fingerprint of its bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(OrderId order, int version, string fingerprint, CancellationToken cancellationToken)
    {
        var start = BlobNames.LogOf(order);
        var names = await blobs.NamesAsync(start, cancellationToken).ConfigureAwait(false);
        var entries = new List<LogEntry>();
        foreach (var part in LogName.Kept(names.Select(LogName.Parse), version, fingerprint))
        {
            if (await blobs.ReadAsync($"{start}{part}", cancellationToken).ConfigureAwait(false) is { } blob)
            {
                entries.AddRange(Entries(blob.Bytes));
            }
        }

        return entries;
    }

    /// <summary>Removes all of an order's but the part that a write has entered.</summary>
    public async Task ClearAsync(OrderWrite write, CancellationToken cancellationToken)
    {
        var start = BlobNames.LogOf(write.Order);
        var names = await blobs.NamesAsync(start, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(names.Where(name => LogName.Parse(name) != LogName.Of(write)).Select(name => blobs.DeleteAsync(name, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Removes all of an order's. The rows stay until retention meets them.</summary>
    public async Task RemoveAsync(OrderId order, CancellationToken cancellationToken)
    {
        var names = await blobs.NamesAsync(BlobNames.LogOf(order), cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(names.Select(name => blobs.DeleteAsync(name, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Removes blobs whose newest entry is older than a time, up to some of them; whether there may be more.</summary>
    public async Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var old = await table
            .MergedAsync(Enumerable.Range(0, Spread).Select(part => new RowRange(PartitionOf(part), "", $"{before.UtcTicks:D19}")), cancellationToken)
            .Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(old.Select(async row =>
        {
            await blobs.DeleteAsync(row.Value, cancellationToken).ConfigureAwait(false);
            await table.DeleteAsync(row.At, null, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        return old.Count == limit;
    }

    private async Task EnterAsync(OrderId order, LogName part, IReadOnlyList<LogEntry> entries, string? etag, CancellationToken cancellationToken)
    {
        var number = BlobNames.NumberOf(order);
        var row = new RowKey(PartitionOf((int)(number % Spread)), $"{entries.Max(entry => entry.At).UtcTicks:D19}.{number:x16}.{part}");
        var name = $"{BlobNames.LogOf(order)}{part}";
        await table.UpsertAsync(row, name, cancellationToken).ConfigureAwait(false);
        await blobs.WriteAsync(name, Lines(entries, part.Version), etag, cancellationToken).ConfigureAwait(false);
    }

    private static string PartitionOf(int part) => $"log.{part}";

    private static ReadOnlyMemory<byte> Lines(IReadOnlyList<LogEntry> log, int version)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var entry in log)
        {
            using (var json = new Utf8JsonWriter(lines))
            {
                json.WriteStartObject();
                json.WriteNumber("version", version);
                json.WriteString("at", entry.At);
                if (entry.PayloadKind is null)
                {
                    json.WritePropertyName("line");
                    json.WriteRawValue(entry.Body.Span);
                }
                else
                {
                    json.WriteString("kind", entry.PayloadKind);
                    json.WriteBase64String("payload", entry.Body.Span);
                }

                json.WriteEndObject();
            }

            lines.Write("\n"u8);
        }

        return lines.WrittenMemory;
    }

    private static IEnumerable<LogEntry> Entries(byte[] lines)
    {
        for (var start = 0; start < lines.Length;)
        {
            var length = lines.AsSpan(start).IndexOf((byte)'\n');
            using var line = JsonDocument.Parse(lines.AsMemory(start, length));
            var entry = line.RootElement;
            yield return entry.TryGetProperty("kind", out var kind)
                ? new(entry.GetProperty("at").GetDateTimeOffset(), kind.GetString(), entry.GetProperty("payload").GetBytesFromBase64())
                : new(entry.GetProperty("at").GetDateTimeOffset(), null, System.Text.Encoding.UTF8.GetBytes(entry.GetProperty("line").GetRawText()));
            start += length + 1;
        }
    }
}
