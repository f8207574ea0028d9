using System.Globalization;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>How long a campaign is.</summary>
internal static class Campaign
{
    /// <summary>The whole one with <c>ORDERGRAINS_CAMPAIGN=full</c>, as many as a number there says, a few otherwise.</summary>
    public static int Of(int few, int full) => Environment.GetEnvironmentVariable("ORDERGRAINS_CAMPAIGN") switch
    {
        "full" => full,
        { } number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) => given,
        _ => few,
    };
}
