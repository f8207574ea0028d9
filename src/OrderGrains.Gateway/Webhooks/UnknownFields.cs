using System.Collections.Immutable;
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
    public static ImmutableSortedDictionary<string, string>? Of(Fields fields, KnownNames known) => Of([(fields, known)]);

    /// <summary>The same of several parts of a body; each field under its path.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(IEnumerable<(Fields Fields, KnownNames Known)> parts)
    {
        ImmutableSortedDictionary<string, string>.Builder? kept = null;
        var left = MaxCharacters;
        foreach (var (fields, known) in parts)
        {
            for (var index = 0; index < fields.Count; index++)
            {
                var property = fields[index];
                if (known.Contains(property) || property.Value.ValueKind == JsonValueKind.Null)
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
}
