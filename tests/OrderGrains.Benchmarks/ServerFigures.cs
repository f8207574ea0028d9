using System.Globalization;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>A line of a table.</summary>
internal sealed record ServerFigures(string Name, LoadResult Load, double ProcessorPerThousand, double WrittenPerCall)
{
    /// <summary>The first line.</summary>
    public const string Heading = "                          a second      p50       p99       max   CPU s/1,000   PostgreSQL's   bytes written each";

    /// <summary>Processor time of the database for a thousand calls, in seconds; NaN where there is none.</summary>
    public double DatabasePerThousand { get; init; } = double.NaN;

    /// <summary>Says how the medians of two compare.</summary>
    public static void Compare(string name, List<ServerFigures> ours, List<ServerFigures> others) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: throughput {Ratio(ours, others, f => f.Load.PerSecond):0.00}, p99 {Ratio(ours, others, f => f.Load.P99):0.00}, processor {Ratio(ours, others, f => f.ProcessorPerThousand):0.00}, PostgreSQL's {Ratio(ours, others, f => f.DatabasePerThousand):0.00}"));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-24}{Load.PerSecond,10:N0}{Load.P50,7:0.0} ms{Load.P99,7:0.0} ms{Load.Max,7:0.0} ms{ProcessorPerThousand,14:0.000}{DatabasePerThousand,15:0.000}{WrittenPerCall,16:N0}{RefusedBefore}");

    private string RefusedBefore => Load.RefusedBefore == 0 ? "" : $"   after {Load.RefusedBefore} answers 5xx while it was cold";

    private static double Ratio(List<ServerFigures> ours, List<ServerFigures> others, Func<ServerFigures, double> figure) => Median(ours, figure) / Median(others, figure);

    private static double Median(List<ServerFigures> all, Func<ServerFigures, double> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);
}
