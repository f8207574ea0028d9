using System.Globalization;

namespace OrderGrains.EngineTests.EndToEnd.Disturbances;

/// <summary>What a disturbance cost the senders.</summary>
/// <param name="Answers">Webhooks that were sent while it went on and after, repeats too.</param>
/// <param name="Longest">The longest that one waited for its answer.</param>
/// <param name="Refused">The share of answers 503.</param>
/// <param name="Without">The longest time in which none was answered 2xx.</param>
/// <param name="LastRefused">From the disturbance's beginning to the last answer 503.</param>
/// <param name="Others">Answers that were neither 2xx nor 503, by status; 0 for none.</param>
internal sealed record LoadFigures(
    int Answers, TimeSpan Longest, double Refused, TimeSpan Without, TimeSpan LastRefused, IReadOnlyDictionary<int, int> Others)
{
    /// <summary>Counts what was sent from a moment on.</summary>
    /// <param name="exchanges">All that was sent.</param>
    /// <param name="since">The disturbance's beginning, as a timestamp.</param>
    public static LoadFigures Of(IEnumerable<Exchange> exchanges, long since)
    {
        var seen = exchanges.Where(one => one.Answered >= since).ToList();
        var taken = seen.Where(IsTaken).Select(one => one.Answered).Order().ToList();
        return new(
            seen.Count,
            seen.Max(one => TimeProvider.System.GetElapsedTime(one.Sent, one.Answered)),
            (double)seen.Count(one => one.Status == 503) / seen.Count,
            taken.Prepend(since).Zip(taken, TimeProvider.System.GetElapsedTime).Max(),
            seen.Where(one => one.Status == 503).Select(one => TimeProvider.System.GetElapsedTime(since, one.Answered)).DefaultIfEmpty().Max(),
            seen.Where(one => !IsTaken(one) && one.Status != 503).GroupBy(one => one.Status).ToDictionary(group => group.Key, group => group.Count()));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Answers} answers, longest {Longest.TotalSeconds:0.00} s, 503 {Refused:0.00 %}, the last one after {LastRefused.TotalSeconds:0.0} s, longest without a 200 {Without.TotalSeconds:0.00} s, others: ")
        + (Others.Count == 0 ? "none" : string.Join(", ", Others.Select(other => $"{other.Key} × {other.Value}")));

    private static bool IsTaken(Exchange exchange) => exchange.Status is >= 200 and < 300;
}
