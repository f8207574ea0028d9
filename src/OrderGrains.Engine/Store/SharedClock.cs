namespace OrderGrains.Engine;

/// <summary>Holds the machine's clock against the one that all silos of a store share.</summary>
public static class SharedClock
{
    /// <summary>The largest difference, either way, with which a silo joins.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Asks the store for its time; what the answer took counts for neither side.</summary>
    /// <param name="time">The machine's clock.</param>
    /// <param name="ask">Asks for the store's.</param>
    /// <param name="unit">What the store's time is cut to; zero where it is exact.</param>
    /// <exception cref="InvalidOperationException">The clocks differ by more than <see cref="Tolerance"/>: its text says both times.</exception>
    public static async Task DemandAsync(TimeProvider time, Func<Task<DateTimeOffset>> ask, TimeSpan unit = default)
    {
        var asked = time.GetUtcNow();
        var store = (await ask().ConfigureAwait(false)).ToUniversalTime();
        var answered = time.GetUtcNow();
        if (store + unit < asked - Tolerance || store > answered + Tolerance)
        {
            throw new InvalidOperationException(
                $"This machine's clock shows {answered:u} and the store's {store:u}. Set them right: they may differ by {Tolerance.TotalSeconds} s.");
        }
    }
}
