using System.Globalization;

namespace OrderGrains.Engine.Memory;

/// <summary>Reminders in memory.</summary>
internal sealed class MemoryReminders : IReminderRows
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Grain, string Name), ReminderRow> _rows = [];
    private long _writes;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReminderRow>> OfGrainAsync(string grain) => Where(row => row.Grain == grain);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReminderRow>> InRangeAsync(uint begin, uint end) =>
        Where(row => begin < end ? row.Hash > begin && row.Hash <= end : row.Hash > begin || row.Hash <= end);

    /// <inheritdoc/>
    public Task<string> UpsertAsync(ReminderRow row)
    {
        lock (_gate)
        {
            var etag = (++_writes).ToString(CultureInfo.InvariantCulture);
            _rows[(row.Grain, row.Name)] = row with { ETag = etag };
            return Task.FromResult(etag);
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string grain, string name, string etag)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.TryGetValue((grain, name), out var row) && row.ETag == etag && _rows.Remove((grain, name)));
        }
    }

    /// <inheritdoc/>
    public Task ClearAsync()
    {
        lock (_gate)
        {
            _rows.Clear();
            return Task.CompletedTask;
        }
    }

    private Task<IReadOnlyList<ReminderRow>> Where(Func<ReminderRow, bool> matches)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ReminderRow>>([.. _rows.Values.Where(matches)]);
        }
    }
}
