using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>The keys of a store as the settings have them at this moment: a file of keys may be read anew while the hub runs.</summary>
/// <param name="storage">The live settings.</param>
internal sealed class StoreKeys(StorageSettings storage)
{
    private volatile Read? _last;

    /// <summary>The ring; that of before where the settings have become wrong, which nobody lets happen.</summary>
    public KeyRing Ring()
    {
        var (keys, last) = (storage.Keys, _last);
        if (last is null || !ReferenceEquals(last.From, keys))
        {
            _last = last = new(keys, KeyRing.Parse(keys) ?? last?.Ring ?? KeyRing.None);
        }

        return last.Ring;
    }

    private sealed record Read(List<string> From, KeyRing Ring);
}
