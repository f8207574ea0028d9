namespace OrderGrains.Engine;

/// <summary>Rows of reminders, for a store that keeps them itself: the framework's providers do that for the others.</summary>
public interface IReminderRows
{
    /// <summary>All of a grain.</summary>
    Task<IReadOnlyList<ReminderRow>> OfGrainAsync(string grain);

    /// <summary>All whose hash lies in a range of the ring: after <paramref name="begin"/> and up to <paramref name="end"/>, around its end where begin is not below.</summary>
    Task<IReadOnlyList<ReminderRow>> InRangeAsync(uint begin, uint end);

    /// <summary>Writes a row, whatever stood there; its new ETag.</summary>
    Task<string> UpsertAsync(ReminderRow row);

    /// <summary>Removes a row where its ETag is still the given one; whether it did.</summary>
    Task<bool> RemoveAsync(string grain, string name, string etag);

    /// <summary>Removes all, for tests.</summary>
    Task ClearAsync();
}

/// <summary>A reminder.</summary>
/// <param name="Grain">The grain's id as text.</param>
/// <param name="Name">The reminder's name among those of the grain.</param>
/// <param name="StartsAt">When it first rings.</param>
/// <param name="Period">How often from then on.</param>
/// <param name="Hash">The grain's place on the ring.</param>
/// <param name="ETag">Changes with every write; empty for a row that was not read.</param>
public sealed record ReminderRow(string Grain, string Name, DateTimeOffset StartsAt, TimeSpan Period, uint Hash, string ETag);
