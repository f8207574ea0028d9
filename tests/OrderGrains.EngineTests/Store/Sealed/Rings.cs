using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store.Sealed;

/// <summary>Rings of keys that are no secrets.</summary>
internal static class Rings
{
    /// <summary>One key.</summary>
    public static readonly KeyRing Old = Of("old");

    /// <summary>Another, and the one before.</summary>
    public static readonly KeyRing Rotated = Of("new", "old");

    /// <summary>The other alone.</summary>
    public static readonly KeyRing New = Of("new");

    /// <summary>A ring of keys that are made of their ids.</summary>
    public static KeyRing Of(params IReadOnlyList<string> ids) =>
        KeyRing.Parse([.. ids.Select(id => $"{id}:{Convert.ToBase64String([.. Enumerable.Range(0, KeyRing.KeyBytes).Select(at => (byte)(id[at % id.Length] + at))])}")])!;
}
