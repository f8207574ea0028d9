namespace OrderGrains.EngineTests.Support;

/// <summary>A test class that takes too long for a run in which no campaign is asked for.</summary>
public sealed class NeedsCampaignAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => Campaign.IsAsked ? null : "It takes minutes: ORDERGRAINS_CAMPAIGN=short runs it (docs/testing.md).";
}
