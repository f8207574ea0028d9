namespace OrderGrains;

/// <summary>OPABOX.</summary>
public sealed class OpaboxSettings : SystemSettings
{
    /// <summary>One or two live values of <c>x-api-key</c>.</summary>
    [Secret]
    public List<string> ApiKeys { get; set; } = [];

    /// <summary>How long a rejected payment may be tried again.</summary>
    public TimeSpan PaymentRejectedGrace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Orders older than this owe nothing.</summary>
    public DateTimeOffset? IgnorePlacedBefore { get; set; }

    /// <summary>Age at which an order that is not placed yet is parked instead.</summary>
    public TimeSpan? PlaceWithin { get; set; }
}
