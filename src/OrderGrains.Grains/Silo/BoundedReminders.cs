using static OrderGrains.Grains.BoundedTables;

namespace OrderGrains.Grains;

/// <summary>A table of reminders whose every call ends in time.</summary>
internal sealed class BoundedReminders(IReminderTable table) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken) => EndsAsync(table.StartAsync, cancellationToken, LongestAtStart);

    public Task StopAsync(CancellationToken cancellationToken) => EndsAsync(table.StopAsync, cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken) =>
        EndsAsync(token => table.ReadRows(grainId, token), cancellationToken);

    public Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) =>
        EndsAsync(token => table.ReadRows(begin, end, token), cancellationToken);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken) =>
        EndsAsync(token => table.ReadRow(grainId, reminderName, token), cancellationToken);

    public Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken) =>
        EndsAsync(token => table.UpsertRow(entry, token), cancellationToken);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken) =>
        EndsAsync(token => table.RemoveRow(grainId, reminderName, eTag, token), cancellationToken);

    public Task TestOnlyClearTable(CancellationToken cancellationToken) => EndsAsync(token => table.TestOnlyClearTable(token), cancellationToken);

    // The same as older parts of the framework call them.
    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, default);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, default);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => ReadRow(grainId, reminderName, default);

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, default);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => RemoveRow(grainId, reminderName, eTag, default);

    public Task TestOnlyClearTable() => TestOnlyClearTable(default);
}
