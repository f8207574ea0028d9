namespace OrderGrains.Benchmarks.Load;

/// <summary>What a load measured.</summary>
/// <param name="Calls">Answered.</param>
/// <param name="PerSecond">Throughput.</param>
/// <param name="P50">Median of the times, in milliseconds.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Max">The longest, in milliseconds.</param>
internal sealed record LoadResult(int Calls, double PerSecond, double P50, double P99, double Max)
{
    /// <summary>Answers 5xx before anything was measured.</summary>
    public int RefusedBefore { get; init; }

    /// <summary>Of the times of all connections, in milliseconds.</summary>
    public static LoadResult Of(TimeSpan elapsed, IEnumerable<IReadOnlyCollection<float>> times)
    {
        var all = times.SelectMany(each => each).ToArray();
        Array.Sort(all);
        return new(all.Length, all.Length / elapsed.TotalSeconds, At(all, 0.50), At(all, 0.99), At(all, 1));
    }

    private static double At(float[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
