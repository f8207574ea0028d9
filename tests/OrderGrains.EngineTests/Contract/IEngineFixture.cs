using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

/// <summary>An engine under test, its clock, its targets and its store's misfortunes. Not started when made.</summary>
public interface IEngineFixture : IAsyncDisposable
{
    IOrderEngine Engine { get; }

    IOrderIndex Index { get; }

    ITargets Targets { get; }

    FakeClock Clock { get; }

    Policies Policies { get; }

    ScriptedConnector Vtex { get; }

    ScriptedConnector BonifiQ { get; }

    /// <summary>Bounds of the next start; small ones make overload cheap.</summary>
    EngineBounds Bounds { get; set; }

    /// <summary>Starts, on what an earlier run stored.</summary>
    Task StartAsync();

    /// <summary>Stops in order.</summary>
    Task StopAsync();

    /// <summary>Ends without finishing anything.</summary>
    Task CrashAsync();

    /// <summary>Called before an order's write; may throw or wait.</summary>
    Action<OrderId> BeforeWrite { set; }

    /// <summary>Called once a write is durable and before anybody knows; may throw.</summary>
    Action AfterWrite { set; }
}

/// <summary>Bounds that tests vary.</summary>
public sealed record EngineBounds(int Mailbox = 256, int Waiting = 10_000, int InMemory = 10_000, int Queue = 1000, int Concurrency = 8);
