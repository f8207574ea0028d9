namespace OrderGrains.Engine.Memory;

/// <summary>Rows of lists, in memory. For one caller at a time.</summary>
internal sealed class MemoryKept
{
    private readonly SortedDictionary<(string List, string Key), KeptRow> _rows = new(Comparer<(string List, string Key)>.Create(static (one, other) =>
        string.CompareOrdinal(one.List, other.List) is not 0 and var lists ? lists : string.CompareOrdinal(one.Key, other.Key)));

    /// <summary>Keeps one.</summary>
    public KeptRow Put(KeptRow row) => _rows[(row.List, row.Key)] = row;

    /// <summary>One; null for none.</summary>
    public KeptRow? Find(string list, string key) => _rows.GetValueOrDefault((list, key));

    /// <summary>Some of a list, the highest key first.</summary>
    public IReadOnlyList<KeptRow> Of(string list, int limit, string? below = null) =>
        [.. _rows.Values.Where(row => row.List == list && (below is null || string.CompareOrdinal(row.Key, below) < 0)).Reverse().Take(limit)];

    /// <summary>Removes one; whether there was one.</summary>
    public bool Remove(string list, string key) => _rows.Remove((list, key));

    /// <summary>Removes what is too old or too many.</summary>
    public bool Trim(string list, int most, DateTimeOffset before)
    {
        var oldest = KeptRow.KeyAt(before);
        var gone = Of(list, int.MaxValue).Where((row, index) => index >= most || string.CompareOrdinal(row.Key, oldest) < 0).ToList();
        gone.ForEach(row => _rows.Remove((row.List, row.Key)));
        return gone.Count > 0;
    }
}
