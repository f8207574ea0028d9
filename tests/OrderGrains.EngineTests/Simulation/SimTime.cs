using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>A machine: its clock may be wrong, and stays so over the silos that run on it.</summary>
internal sealed class Machine(string name)
{
    public string Name => name;

    /// <summary>What its clock shows beyond the time.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The silo that runs on it now; null where none does.</summary>
    public SimSilo? Silo { get; set; }
}

/// <summary>The machine's clock as a silo sees it: what the silo set ends with it. The alarms of lanes may be dead.</summary>
internal sealed class SimTime(Loop loop, Life life, Machine machine, Func<bool> alarmIsDead) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => loop.Wall + machine.Skew;

    public override long GetTimestamp() => loop.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var dead = state is Alarm && alarmIsDead();
        var timer = new SimTimer(loop, dead ? new Life { Ended = true } : life, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
