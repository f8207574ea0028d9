namespace OrderGrains.EngineTests.Support;

/// <summary>The machine's clock, off by some time.</summary>
internal sealed class ShiftedClock(TimeSpan off) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + off;
}
