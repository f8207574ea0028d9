namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>The hub that tests share which neither end it nor keep it waiting. VTEX's word is awaited for as long as it takes.</summary>
public sealed class RunningHub() : Hub("00:15:00");

/// <summary>A hub that reads VTEX soon where VTEX does not tell.</summary>
public sealed class ImpatientHub() : Hub("00:00:01");

/// <summary>End-to-end tests run one after another: each already uses several processes' worth of threads.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndTests : ICollectionFixture<RunningHub>
{
    public const string Name = "End to end";
}
