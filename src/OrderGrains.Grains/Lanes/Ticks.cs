using Orleans.Runtime;

namespace OrderGrains.Grains;

/// <summary>The reminder of a lane: it alone delivers what timers and bells lost, over restarts and lost silos.</summary>
internal static class Ticks
{
    private const string Name = "tick";

    /// <summary>The least that the framework allows.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Sees to it that a lane has it.</summary>
    public static Task KeepAsync(Grain lane) => lane.RegisterOrUpdateReminder(Name, Period, Period);

    /// <summary>Sees to it that a lane has none.</summary>
    public static async Task DropAsync(Grain lane)
    {
        if (await lane.GetReminder(Name) is { } reminder)
        {
            await lane.UnregisterReminder(reminder);
        }
    }
}
