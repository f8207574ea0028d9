namespace OrderGrains;

/// <summary>OPABOX.</summary>
internal static class OpaboxCheck
{
    public static void Check(string key, OpaboxSettings opabox, ProblemList problems)
    {
        problems.Keys($"{key}:ApiKeys", opabox.ApiKeys, "x-api-key");
        problems.When(
            opabox.PaymentRejectedGrace < TimeSpan.Zero, $"{key}:PaymentRejectedGrace", "The grace is zero or longer.");
        problems.When(
            opabox.PlaceWithin <= TimeSpan.Zero, $"{key}:PlaceWithin", "The time to place an order in is longer than zero; null is no limit.");
    }
}
