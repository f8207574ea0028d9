using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Cluster;

/// <summary>What stands under the blobs' names: records, logs, the form of it all and the key of customer hashes.</summary>
internal static class RecordBlobs
{
    /// <summary>The form that this program knows.</summary>
    public const string Form = "1";

    private const string FormName = "hub/form";
    private const string KeyName = "hub/customer-hash-key";
    private const int MaxBlock = 4 * 1024 * 1024;

    /// <summary>An order's record and ETag. A blob without bytes is a fence: nothing was written of the order (<see cref="StaleDueRows"/>).</summary>
    public static async Task<(OrderRecord? Record, StoredBlob? Blob)> ReadAsync(
        this IRecordBlobs blobs, OrderId order, CancellationToken cancellationToken)
    {
        var blob = await blobs.ReadAsync(BlobNames.Record(order), cancellationToken).ConfigureAwait(false);
        return (blob is { Bytes.Length: > 0 } ? RecordCodec.Read(blob.Bytes) : null, blob);
    }

    /// <summary>Appends what a write that makes a version tells: JSON, a line each, with that version.</summary>
    public static async Task AppendAsync(this IRecordBlobs blobs, OrderRecord record, IReadOnlyList<LogEntry> log, CancellationToken cancellationToken)
    {
        var block = new ArrayBufferWriter<byte>();
        foreach (var line in log.Select(entry => LineOf(entry, record.Version)))
        {
            if (block.WrittenCount > 0 && block.WrittenCount + line.Length > MaxBlock)
            {
                await blobs.AppendAsync(BlobNames.Log(record.Id, record.Version), block.WrittenMemory, cancellationToken).ConfigureAwait(false);
                block = new();
            }

            block.Write(line);
        }

        if (block.WrittenCount > 0)
        {
            await blobs.AppendAsync(BlobNames.Log(record.Id, record.Version), block.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the storage one of this program's form.</summary>
    /// <returns>The form that it had; 0 for none.</returns>
    /// <exception cref="InvalidOperationException">Another version of this program wrote it.</exception>
    public static async Task<int> InitAsync(this IRecordBlobs blobs, CancellationToken cancellationToken)
    {
        var isNew = await blobs.WriteAsync(FormName, Encoding.UTF8.GetBytes(Form), null, cancellationToken).ConfigureAwait(false) is not null;
        await blobs.WriteAsync(KeyName, RandomNumberGenerator.GetBytes(32), null, cancellationToken).ConfigureAwait(false); // The first stays.
        await blobs.DemandFormAsync(cancellationToken).ConfigureAwait(false);
        return isNew ? 0 : 1;
    }

    /// <summary>The key of customer hashes, of a storage of this program's form.</summary>
    /// <exception cref="InvalidOperationException">It is of none; the message says what to do.</exception>
    public static async Task<byte[]> CustomerHashKeyAsync(this IRecordBlobs blobs, CancellationToken cancellationToken)
    {
        await blobs.DemandFormAsync(cancellationToken).ConfigureAwait(false);
        return (await blobs.ReadAsync(KeyName, cancellationToken).ConfigureAwait(false))?.Bytes
            ?? throw new InvalidOperationException("The storage has no key of customer hashes. Run: silo init-database");
    }

    private static async Task DemandFormAsync(this IRecordBlobs blobs, CancellationToken cancellationToken)
    {
        var form = await blobs.ReadAsync(FormName, cancellationToken).ConfigureAwait(false);
        if (form is null || Encoding.UTF8.GetString(form.Bytes) != Form)
        {
            throw new InvalidOperationException(form is null
                ? "The storage holds nothing of this program. Run: silo init-database"
                : "The storage was written by another version of this program. Run that one.");
        }
    }

    private static byte[] LineOf(LogEntry entry, int version)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
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

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
