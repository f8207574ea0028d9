using System.Collections.Immutable;

namespace OrderGrains.Engine;

/// <summary>The keys of a store's records and log (<c>Storage:Keys</c>), the one for new writes first. Immutable.</summary>
public sealed class KeyRing
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Most keys.</summary>
    public const int MaxKeys = 16;

    /// <summary>Longest id of a key, in characters.</summary>
    public const int MaxId = 32;

    /// <summary>No key: what is written is clear.</summary>
    public static readonly KeyRing None = new([]);

    private readonly ImmutableArray<(string Id, byte[] Key)> _keys;

    private KeyRing(ImmutableArray<(string Id, byte[] Key)> keys) => _keys = keys;

    /// <summary>Id of the key of new writes; null where there is none.</summary>
    public string? Current => _keys.IsEmpty ? null : _keys[0].Id;

    /// <summary>Ids of all.</summary>
    public IEnumerable<string> Ids => _keys.Select(static key => key.Id);

    /// <summary>Reads a ring; null where a text is no key, an id comes twice, or there are too many.</summary>
    /// <param name="keys">Each <c>id:key</c>: 1 to 32 letters, digits, dashes or dots, and 32 bytes in base64.</param>
    public static KeyRing? Parse(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
        {
            return None;
        }

        var read = keys.Select(Read).OfType<(string Id, byte[] Key)>().ToImmutableArray();
        return keys.Count <= MaxKeys && read.Length == keys.Count && read.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() == keys.Count
            ? new(read)
            : null;
    }

    /// <summary>The key of an id; empty where the ring has none.</summary>
    internal ReadOnlySpan<byte> Find(string id)
    {
        foreach (var (known, key) in _keys)
        {
            if (known == id)
            {
                return key;
            }
        }

        return default;
    }

    private static (string Id, byte[] Key)? Read(string text)
    {
        if (text.Split(':', 2) is not [var id, var key] || id.Length is 0 or > MaxId || !id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.'))
        {
            return null;
        }

        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(key, bytes, out var length) && length == KeyBytes ? (id, bytes) : null;
    }
}

/// <summary>What is stored needs a key that the settings do not have (<c>Storage:Keys</c>).</summary>
public sealed class KeyMissingException(string id)
    : Exception($"What is stored is encrypted under key {id}, which Storage:Keys does not have. Put it back, behind the first.")
{
    /// <summary>The key's id.</summary>
    public string Id => id;
}
