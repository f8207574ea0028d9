using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Hub;

/// <summary>Bells that nobody hears.</summary>
internal sealed class LostBells : ILaneBells
{
    public void Ring(LaneName lane)
    {
    }
}
