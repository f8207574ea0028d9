using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Snappier;

namespace OrderGrains.Engine;

/// <summary>
/// Encrypts what a store keeps of an order, by AES-256-GCM: the body of its record, whose head stays clear, and all entries that one write appends to its log,
/// as one. Each order has a key of its own, made by HMAC-SHA256 of the ring's key over the order's id: nothing opens under another order's id, and no key meets so
/// many texts that two of the random nonces would be the same. What comes before a nonce is authenticated with it: a record's form,
/// least reader, key id and head; the form, key id and time of a log entry. All of it is packed before, since afterwards no store can.
/// </summary>
public static partial class Seal
{
    /// <summary>The kind of a log entry that holds the entries of one write.</summary>
    public const string Kind = "sealed";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const byte LogForm = 1;
    private const byte AsItIs = 0;
    private const byte Packed = 1;
    private const int Few = 256; // Bytes of which nothing worth while can be spared.
    private const int Extra = 1 + 32 + NonceBytes + TagBytes; // More than any of these adds beside a key's id.
    private const int MaxKept = 1024 * 1024;
    private const int MaxAssociated = 1024;
    private const int MaxBytes = 64 * 1024 * 1024;

    private static readonly byte[] OfRecord = [0]; // Authenticated along, so that neither opens as the other.

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_entries;

    [ThreadStatic]
    private static byte[]? t_plain;

    [ThreadStatic]
    private static IncrementalHash? t_hash; // Making one takes longer than hashing with it.

    [ThreadStatic]
    private static byte[]? t_ring;

    /// <summary>The id of the key that a record is encrypted under; null for a clear one.</summary>
    /// <exception cref="System.Text.Json.JsonException">The bytes are no record.</exception>
    public static string? KeyOf(ReadOnlySpan<byte> record) => RecordCodec.KeyOf(record);

    /// <summary>The id of the key that an entry of a stored log is encrypted under; null for a clear one.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static string? KeyOf(LogEntry entry) => entry.PayloadKind == Kind ? Prefix(entry.Body.Span).Id : null;

    /// <summary>A clear record and what goes to its log as they are stored: encrypted under the ring's current key, or as they are where there is none.</summary>
    public static (ReadOnlyMemory<byte> Record, IReadOnlyList<LogEntry> Log) Write(KeyRing keys, OrderId order, ReadOnlyMemory<byte> clear, IReadOnlyList<LogEntry> log)
    {
        if (keys.Current is not { } id)
        {
            return (clear, log);
        }

        using var cipher = Cipher(keys.Find(id), order);
        return (clear.IsEmpty ? clear : Record(cipher, id, clear.Span), log.Count == 0 ? log : [Log(cipher, id, log)]);
    }

    /// <summary>A clear record as it is stored.</summary>
    public static ReadOnlyMemory<byte> Record(KeyRing keys, OrderId order, ReadOnlyMemory<byte> clear) => Write(keys, order, clear, []).Record;

    /// <summary>The clear record of a stored one.</summary>
    /// <exception cref="KeyMissingException">The ring has not its key.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another order, or somebody changed it.</exception>
    public static ReadOnlyMemory<byte> Open(KeyRing keys, OrderId order, ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty || RecordCodec.KeyOf(stored.Span) is not { } id)
        {
            return stored;
        }

        var body = RecordCodec.BodyAt(stored.Span);
        var bytes = new ArrayBufferWriter<byte>(stored.Length);
        RecordCodec.WriteHead(stored.Span, null, bytes);
        bytes.Write(Take(Find(keys, id), order, stored.Span[..body], OfRecord, stored.Span[body..]));
        return bytes.WrittenMemory;
    }

    /// <summary>The entries of one write as they are stored.</summary>
    public static IReadOnlyList<LogEntry> Log(KeyRing keys, OrderId order, IReadOnlyList<LogEntry> clear) => Write(keys, order, default, clear).Log;

    /// <summary>The clear entries of a stored log.</summary>
    /// <exception cref="KeyMissingException">The ring has not the key of one.</exception>
    /// <exception cref="InvalidDataException">One is damaged, of another order, or somebody changed it.</exception>
    public static IReadOnlyList<LogEntry> Open(KeyRing keys, OrderId order, IReadOnlyList<LogEntry> stored) =>
        stored.Any(static entry => entry.PayloadKind == Kind) ? [.. stored.SelectMany(entry => Open(keys, order, entry))] : stored;

    private static IReadOnlyList<LogEntry> Open(KeyRing keys, OrderId order, LogEntry entry)
    {
        if (entry.PayloadKind != Kind)
        {
            return [entry];
        }

        var bytes = entry.Body.Span;
        var (id, length) = Prefix(bytes);
        return LogEntries.Read(entry.At, Take(Find(keys, id), order, bytes[..length], Ticks(entry.At), bytes[length..]));
    }

    private static (string Id, int Length) Prefix(ReadOnlySpan<byte> entry) =>
        entry.Length > 2 && entry[0] == LogForm && entry[1] > 0 && entry.Length > 2 + entry[1]
            ? (Encoding.ASCII.GetString(entry.Slice(2, entry[1])), 2 + entry[1])
            : throw Damaged();

    private static ReadOnlySpan<byte> Find(KeyRing keys, string id) => keys.Find(id) is { IsEmpty: false } key ? key : throw new KeyMissingException(id);

    private static ReadOnlyMemory<byte> Record(AesGcm cipher, string id, ReadOnlySpan<byte> clear)
    {
        var body = RecordCodec.BodyAt(clear);
        var bytes = new ArrayBufferWriter<byte>(clear.Length + id.Length + Extra);
        RecordCodec.WriteHead(clear, id, bytes);
        Put(bytes, cipher, OfRecord, clear[body..]);
        return bytes.WrittenMemory;
    }

    private static LogEntry Log(AesGcm cipher, string id, IReadOnlyList<LogEntry> clear)
    {
        var (at, length) = (clear[0].At, 0);
        foreach (var entry in clear)
        {
            at = entry.At > at ? entry.At : at; // It goes when its newest entry is old.
            length += entry.Body.Length + Extra;
        }

        var entries = t_entries is { Capacity: <= MaxKept } kept ? kept : t_entries = new(length);
        entries.ResetWrittenCount();
        LogEntries.Write(at, clear, entries);
        var bytes = new ArrayBufferWriter<byte>((entries.WrittenCount / 2) + id.Length + Extra);
        bytes.Write([LogForm, (byte)id.Length]);
        Encoding.ASCII.GetBytes(id, bytes);
        Put(bytes, cipher, Ticks(at), entries.WrittenSpan);
        return new(at, Kind, bytes.WrittenMemory);
    }

    private static AesGcm Cipher(ReadOnlySpan<byte> ring, OrderId order) => Cipher(ring, order.ToString());

    private static AesGcm Cipher(ReadOnlySpan<byte> ring, string of)
    {
        if (t_hash is null || !ring.SequenceEqual(t_ring))
        {
            t_hash?.Dispose();
            t_ring = ring.ToArray();
            t_hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, t_ring);
        }

        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        t_hash.AppendData(Encoding.UTF8.GetBytes(of));
        t_hash.GetHashAndReset(key);
        return new(key, TagBytes);
    }

    private static byte[] Ticks(DateTimeOffset at)
    {
        var ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(ticks, at.UtcTicks);
        return ticks;
    }

    /// <summary>Appends the nonce, what is encrypted, and the tag. What the buffer holds before is authenticated.</summary>
    private static void Put(ArrayBufferWriter<byte> to, AesGcm cipher, ReadOnlySpan<byte> more, ReadOnlySpan<byte> clear)
    {
        Span<byte> associated = stackalloc byte[to.WrittenCount + more.Length <= MaxAssociated ? MaxAssociated : 0];
        associated = associated.IsEmpty ? new byte[to.WrittenCount + more.Length] : associated[..(to.WrittenCount + more.Length)];
        to.WrittenSpan.CopyTo(associated);
        more.CopyTo(associated[to.WrittenCount..]);
        var most = 1 + Math.Max(clear.Length, clear.Length > Few ? Snappy.GetMaxCompressedLength(clear.Length) : 0);
        var plain = t_plain?.Length >= most ? t_plain : new byte[most];
        t_plain = plain.Length <= MaxKept ? plain : null;
        var length = clear.Length > Few ? Snappy.Compress(clear, plain.AsSpan(1)) : clear.Length;
        plain[0] = length < clear.Length ? Packed : AsItIs;
        if (plain[0] == AsItIs)
        {
            clear.CopyTo(plain.AsSpan(1));
            length = clear.Length;
        }

        var span = to.GetSpan(NonceBytes + 1 + length + TagBytes)[..(NonceBytes + 1 + length + TagBytes)];
        RandomNumberGenerator.Fill(span[..NonceBytes]);
        cipher.Encrypt(span[..NonceBytes], plain.AsSpan(0, 1 + length), span[NonceBytes..^TagBytes], span[^TagBytes..], associated);
        to.Advance(span.Length);
    }

    private static byte[] Take(ReadOnlySpan<byte> ring, OrderId order, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> more, ReadOnlySpan<byte> bytes) =>
        Take(ring, order.ToString(), prefix, more, bytes);

    private static byte[] Take(ReadOnlySpan<byte> ring, string of, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> more, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < NonceBytes + 1 + TagBytes)
        {
            throw Damaged();
        }

        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = Cipher(ring, of);
            cipher.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, (byte[])[.. prefix, .. more]);
            return plain[0] == AsItIs ? plain[1..]
                : Snappy.GetUncompressedLength(plain.AsSpan(1)) <= MaxBytes ? Snappy.DecompressToArray(plain.AsSpan(1))
                : throw Damaged();
        }
        catch (CryptographicException exception)
        {
            throw new InvalidDataException($"What is stored of {of} is damaged, of something else, or was changed by somebody else.", exception);
        }
    }

    private static InvalidDataException Damaged() => new("What is stored encrypted is damaged.");
}
