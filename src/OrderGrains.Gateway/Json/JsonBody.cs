using System.Text.Json;
using System.Text.Unicode;

namespace OrderGrains.Gateway.Json;

/// <summary>Parses a raw body: UTF-8 JSON, a bounded number of levels, every text well-formed Unicode.</summary>
internal static class JsonBody
{
    /// <summary>Most levels of objects and lists, unless the settings of webhooks say another number.</summary>
    public const int DefaultDepth = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether a content type says JSON in UTF-8; none says nothing else.</summary>
    public static bool IsJson(string? contentType) => contentType is null or "" or "application/json" || (
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        && (!type.Charset.HasValue || IsUtf8(type.Charset.Value)));

    /// <summary>
    /// The encoding under which a body comes, as its header says or as its first bytes do; null where it is none. Nothing is unpacked here: what
    /// that may grow to nobody knows.
    /// </summary>
    public static string? Packed(string? contentEncoding, ReadOnlySpan<byte> start) =>
        !string.IsNullOrWhiteSpace(contentEncoding) && !contentEncoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? Known.FirstOrDefault(name => contentEncoding.Contains(name, StringComparison.OrdinalIgnoreCase)) ?? "another encoding"
            : start is [0x1F, 0x8B, ..] ? "gzip"
            : null;

    private static readonly string[] Known = ["gzip", "br", "deflate", "zstd", "compress"];

    private static bool IsUtf8(string charset) => charset.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8";

    /// <summary>The values of a body, or null and what is wrong with it.</summary>
    public static JsonTree? Parse(ReadOnlyMemory<byte> raw, out Fault? fault, int maxDepth = DefaultDepth)
    {
        fault = null;
        if (!Utf8.IsValid(raw.Span))
        {
            fault = new("$", "The body is not UTF-8.");
            return null;
        }

        try
        {
            return JsonTree.Parse(raw.Span.StartsWith(ByteOrderMark) ? raw[ByteOrderMark.Length..] : raw, maxDepth);
        }
        catch (JsonException e)
        {
            fault = new("$", $"Not JSON of at most {maxDepth} levels: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            fault = new("$", "A text is not well-formed Unicode.");
        }

        return null;
    }
}
