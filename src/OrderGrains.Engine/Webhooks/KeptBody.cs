using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Engine;

/// <summary>A body and what its address said, in as many values of rows as they need: packed by Brotli, in base64.</summary>
internal static class KeptBody
{
    /// <summary>Most parts: a megabyte that nothing can be spared of needs less than half of them.</summary>
    public const int MaxParts = 100;

    /// <summary>The parts.</summary>
    public static IReadOnlyList<string> Split(KeptPath? path, ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var told = JsonSerializer.SerializeToUtf8Bytes(path, KeptJson.Default.KeptPath);
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, told.Length);
            brotli.Write(length);
            brotli.Write(told);
            brotli.Write(body);
        }

        // Whole groups of three bytes in each part but the last, which base64 writes as four signs.
        return [.. packed.ToArray().Chunk(KeptRow.MaxPrivate / 4 * 3).Select(Convert.ToBase64String)];
    }

    /// <summary>What the parts hold.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or one is missing.</exception>
    public static (KeptPath? Path, ReadOnlyMemory<byte> Body) Join(IEnumerable<string> parts)
    {
        using var packed = new MemoryStream([.. parts.SelectMany(Convert.FromBase64String)]);
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        brotli.CopyTo(bytes);
        var all = bytes.ToArray();
        var length = all.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(all);
        return length < 0 || length > all.Length - sizeof(int)
            ? throw new InvalidDataException("A kept body is damaged.")
            : (JsonSerializer.Deserialize(all.AsSpan(sizeof(int), length), KeptJson.Default.KeptPath), all.AsMemory(sizeof(int) + length));
    }

    /// <summary>Whether a body names a document, however it is punctuated. Digits of two fields that stand together count too: rather one body too many is removed.</summary>
    public static bool Names(ReadOnlyMemory<byte> body, string document)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        var plain = string.Create(text.Length, text, static (plain, text) =>
        {
            var length = 0;
            foreach (var sign in text.AsSpan())
            {
                if (sign is not ('.' or '-' or '/' or '\\' or ' '))
                {
                    plain[length++] = sign;
                }
            }

            plain[length..].Fill(' ');
        });
        return plain.Contains(document.TrimStart('0'), StringComparison.OrdinalIgnoreCase); // Some senders write it as a number.
    }
}

/// <summary>JSON of what is kept of webhooks.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(KeptWebhook))]
[JsonSerializable(typeof(KeptPath))]
internal sealed partial class KeptJson : JsonSerializerContext;
