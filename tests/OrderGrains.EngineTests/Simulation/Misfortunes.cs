namespace OrderGrains.EngineTests.Simulation;

/// <summary>What happens to silos, machines and activations in a run, as its plan says, until it is calm.</summary>
internal sealed class Misfortunes(World world)
{
    private const int MostStrikes = 4;

    private readonly List<Machine> _machines = [.. Enumerable.Range(1, world.Plan.Silos).Select(number => new Machine($"s{number}"))];
    private readonly Loop _loop = world.Loop;
    private int _strikes;

    public void Begin()
    {
        _machines.ForEach(Start);
        world.At(world.Plan.Crashes, () => Unless(Crash));
        world.At(world.Plan.Stops, () => Unless(Stop));
        world.At(world.Plan.Freezes, () => Unless(Freeze));
        world.At(world.Plan.Doubles, () => Unless(Double));
        world.At(world.Plan.Collections, () => Unless(Collect));
        world.At(world.Plan.Jumps, () => Unless(Jump));
        world.At(world.Plan.SetBacks, () => Unless(SetBack));
    }

    /// <summary>Nothing fails any more: silos go on, and clocks are right. One alone may stay behind, which nobody can tell.</summary>
    public void End()
    {
        foreach (var machine in _machines)
        {
            if (machine.Silo is { Life.IsFrozen: true } frozen)
            {
                Thaw(frozen);
            }

            if (machine.Skew > TimeSpan.Zero || !world.IsAlone)
            {
                SetClock(machine, TimeSpan.Zero);
            }
        }
    }

    /// <summary>Perhaps crashes or freezes a silo just now, or a moment later.</summary>
    public void Strike(Machine machine)
    {
        if (_strikes < MostStrikes && !world.IsCalm && world.Draw(world.Plan.Strikes))
        {
            _strikes++;
            Action<Machine> strike = world.Draw(0.5) ? Crash : Freeze;
            world.Later(world.Next(12), () => strike(machine));
        }
    }

    private void Unless(Action<Machine> what)
    {
        if (!world.IsCalm)
        {
            what(_machines[world.Next(_machines.Count)]);
        }
    }

    private void Start(Machine machine)
    {
        if (machine.Silo is null)
        {
            if (machine.Skew > TimeSpan.Zero && world.Database.LastChange > _loop.Wall)
            {
                SetClock(machine, TimeSpan.Zero); // What was stored under it agrees with it: no program can tell.
            }

            world.Trace.Note("start", machine.Name);
            var silo = machine.Silo = new(world, machine);
            _loop.Post(silo.Life, () => _ = silo.StartAsync());
        }
    }

    private void Crash(Machine machine)
    {
        if (machine.Silo is { } silo)
        {
            world.Trace.Note("CRASH", machine.Name);
            world.Counts.Crashes++;
            End(silo, forget: world.IsAlone ? TimeSpan.Zero : Detection());
        }
    }

    /// <summary>A silo's process is gone; the others learn it, and it is started again.</summary>
    private void End(SimSilo silo, TimeSpan forget)
    {
        silo.Crash();
        silo.Machine.Silo = null;
        world.Crashed();
        var rest = TimeSpan.FromMilliseconds(50) + world.Wait(world.Draw(0.2) ? 3_600_000 : 2_000);
        if (forget == TimeSpan.Zero)
        {
            world.Cluster.Forget(silo);
        }
        else
        {
            _loop.After(_loop.World, forget < rest ? forget : rest, () => world.Cluster.Forget(silo)); // One that starts anew says that it was gone.
        }

        _loop.After(_loop.World, rest, () => Start(silo.Machine));
    }

    private void Stop(Machine machine)
    {
        if (machine.Silo is { Serves: true } silo)
        {
            world.Trace.Note("stop", machine.Name);
            world.Counts.Stops++;
            _loop.Post(silo.Life, () => _ = StopAsync(silo));
        }
    }

    private async Task StopAsync(SimSilo silo)
    {
        await silo.StopAsync().ConfigureAwait(false);
        world.Trace.Note("stopped", silo.Name);
        if (silo.Machine.Silo == silo)
        {
            End(silo, forget: TimeSpan.Zero);
        }
    }

    private void Freeze(Machine machine)
    {
        if (machine.Silo is not { Life.IsFrozen: false } silo)
        {
            return;
        }

        world.Trace.Note("FREEZES", machine.Name);
        world.Counts.Freezes++;
        silo.Life.Freeze();
        _loop.After(_loop.World, TimeSpan.FromMilliseconds(100) + world.Wait(60_000), () => Thaw(silo));
        if (!world.IsAlone)
        {
            _loop.After(_loop.World, Detection(), () =>
            {
                if (silo.Life.IsFrozen)
                {
                    world.Trace.Note("is believed dead", silo.Name);
                    world.Cluster.Forget(silo);
                    silo.Life.Outlived = true;
                }
            });
        }
    }

    private void Thaw(SimSilo silo)
    {
        if (!silo.Life.IsFrozen || silo.Life.Ended)
        {
            return;
        }

        world.Trace.Note("thaws", silo.Name);
        silo.Life.Thaw(_loop);
        if (silo.Life.Outlived)
        {
            // It learns from the others that it was given up, and ends.
            _loop.After(_loop.World, world.Wait(10_000), () =>
            {
                if (silo.Machine.Silo == silo)
                {
                    world.Trace.Note("ends, given up", silo.Name);
                    End(silo, forget: TimeSpan.Zero);
                }
            });
        }
    }

    private void Double(Machine machine)
    {
        if (Some() is { } activation)
        {
            world.Cluster.Double(activation, world.Wait(30_000));
        }
    }

    private void Collect(Machine machine)
    {
        if (Some() is { } activation)
        {
            world.Trace.Note("moves", activation.Silo.Name, activation.Key.ToString());
            activation.GiveUp();
        }
    }

    /// <summary>By hours, or by a year; back in less than the hour that the product takes to believe it.</summary>
    private void Jump(Machine machine)
    {
        if (machine.Skew > TimeSpan.Zero)
        {
            return;
        }

        var ahead = world.Draw(0.5) ? TimeSpan.FromDays(365) : TimeSpan.FromMinutes(2) + world.Wait(7_200_000);
        world.Trace.Note("clock ahead", machine.Name, $"{ahead}");
        SetClock(machine, ahead);
        _loop.After(_loop.World, world.Wait(2_400_000), () =>
        {
            world.Trace.Note("clock right", machine.Name);
            SetClock(machine, TimeSpan.Zero);
        });
    }

    private void SetBack(Machine machine)
    {
        world.Trace.Note("clock set back", machine.Name);
        SetClock(machine, machine.Skew - world.Wait(7_200_000));
    }

    private void SetClock(Machine machine, TimeSpan skew)
    {
        world.Counts.Clocks++;
        machine.Skew = skew;
        world.Ticks.ArrangeAll();
    }

    private SimActivation? Some()
    {
        var all = world.Cluster.Active.ToList();
        return all.Count == 0 ? null : all[world.Next(all.Count)];
    }

    /// <summary>How long the others take to see that a silo is gone.</summary>
    private TimeSpan Detection() => TimeSpan.FromSeconds(2) + world.Wait(18_000);
}
