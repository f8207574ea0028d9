using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Keeps fields that a sender added since its page was written, as JSON text, within bounds.</summary>
internal static class UnknownFields
{
    /// <summary>Most fields kept.</summary>
    public const int MaxFields = 32;

    /// <summary>Most characters kept, names and values together.</summary>
    public const int MaxCharacters = 8192;

    private const int MaxName = 64;

    /// <summary>The fields that are not known and not null, the first ones that fit; null where there are none.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(Fields fields, FrozenSet<string> known) => Of([(fields, known)]);

    /// <summary>The same of several parts of a body; each field under its path.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(IEnumerable<(Fields Fields, FrozenSet<string> Known)> parts)
    {
        ImmutableSortedDictionary<string, string>.Builder? kept = null;
        var left = MaxCharacters;
        foreach (var (fields, known) in parts)
        {
            var names = known.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var property in fields.All())
            {
                if (IsKnown(property, names) || property.Value.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }

                var (path, text) = (fields.At(property.Name), property.Value.GetRawText());
                var size = path.Length + text.Length;
                if (property.Name.Length <= MaxName && size <= left && !(kept?.Count >= MaxFields))
                {
                    kept ??= ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                    left -= size;
                    kept[path] = text;
                }
            }
        }

        return kept?.ToImmutable();
    }

    /// <summary>Looks the name up without making a text of it, unless it is escaped, long or not ASCII.</summary>
    private static bool IsKnown(JsonProperty property, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(property);
        Span<char> name = stackalloc char[MaxName];
        return written.Length <= MaxName && !written.Contains((byte)'\\') && Ascii.ToUtf16(written, name, out var length) == OperationStatus.Done
            ? names.Contains(name[..length])
            : names.Contains(property.Name);
    }
}
