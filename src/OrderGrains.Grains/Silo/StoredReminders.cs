using System.Globalization;

namespace OrderGrains.Grains;

/// <summary>The framework's reminders in the hub's own store.</summary>
internal sealed class StoredReminders(IReminderRows rows) : IReminderTable
{
    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(GrainId grainId) => Of(await rows.OfGrainAsync(grainId.ToString()).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => Of(await rows.InRangeAsync(begin, end).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await rows.OfGrainAsync(grainId.ToString()).ConfigureAwait(false)).FirstOrDefault(row => row.Name == reminderName) is { } row ? Of(row) : null;

    /// <inheritdoc/>
    public async Task<string?> UpsertRow(ReminderEntry entry) => await rows.UpsertAsync(new(
        entry.GrainId.ToString(),
        entry.ReminderName,
        new(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
        entry.Period,
        entry.GrainId.GetUniformHashCode(),
        entry.ETag ?? "")).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => rows.RemoveAsync(grainId.ToString(), reminderName, eTag);

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => rows.ClearAsync();

    private static ReminderTableData Of(IReadOnlyList<ReminderRow> some) => new(some.Select(Of));

    private static ReminderEntry Of(ReminderRow row) => new()
    {
        GrainId = GrainId.Parse(row.Grain, CultureInfo.InvariantCulture),
        ReminderName = row.Name,
        StartAt = row.StartsAt.UtcDateTime,
        Period = row.Period,
        ETag = row.ETag,
    };
}
