using System.Globalization;

namespace OrderGrains.Benchmarks.Load;

/// <summary>Processor time of PostgreSQL's processes on this machine, those that have ended included; NaN where there are none, or the system does not tell.</summary>
internal static class DatabaseTime
{
    private const double TicksPerSecond = 100; // As Linux tells it to every program.
    private const int User = 11; // Of the fields after the name: user, system, and both of the children that were waited for.

    /// <summary>So far, in seconds.</summary>
    public static double Seconds
    {
        get
        {
            var all = Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc").Where(folder => char.IsDigit(folder[6])).Select(Ticks).Where(double.IsFinite).ToList() : [];
            return all.Count == 0 ? double.NaN : all.Sum() / TicksPerSecond;
        }
    }

    private static double Ticks(string process)
    {
        try
        {
            var line = File.ReadAllText($"{process}/stat");
            return line.Contains("(postgres)", StringComparison.Ordinal)
                ? line[(line.LastIndexOf(')') + 2)..].Split(' ')[User..(User + 4)].Sum(field => double.Parse(field, CultureInfo.InvariantCulture))
                : double.NaN;
        }
        catch (IOException)
        {
            return double.NaN; // It has ended.
        }
    }
}
