using System.Globalization;

namespace OrderGrains.TestSupport;

/// <summary>How long a campaign is, as <c>ORDERGRAINS_CAMPAIGN</c> says (docs/testing.md).</summary>
internal static class Campaign
{
    private static readonly string? s_asked = Environment.GetEnvironmentVariable("ORDERGRAINS_CAMPAIGN");

    /// <summary>Whether any is asked for.</summary>
    public static bool IsAsked => s_asked is not null;

    /// <summary>Whether the whole of it is asked for.</summary>
    public static bool IsFull => s_asked == "full";

    /// <summary>The number that is asked for.</summary>
    /// <param name="brief">Where nothing is asked for: enough to show that it runs.</param>
    /// <param name="few">With <c>short</c>, as <c>.ci/run</c> has it.</param>
    /// <param name="full">With <c>full</c>: all of it.</param>
    public static int Of(int brief, int few, int full) => s_asked switch
    {
        "full" => full,
        "short" => few,
        { } number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) => given,
        _ => brief,
    };

    /// <summary>What is promised, where the campaign has the machine (<c>full</c>); twice that where it shares it with other tests, and finds what hangs.</summary>
    public static TimeSpan Bound(TimeSpan promised) => promised * (IsFull ? 1 : 2);

    /// <summary>The same as numbers from 1 on, for a theory.</summary>
    public static IEnumerable<object[]> Numbers(int brief, int few, int full) => Enumerable.Range(1, Of(brief, few, full)).Select(number => new object[] { number });
}
