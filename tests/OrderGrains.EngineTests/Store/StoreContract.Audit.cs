using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Acts_of_operators_are_listed_the_newest_first_page_by_page()
    {
        AuditEntry[] acts = [.. Enumerable.Range(0, 5).Select(second => Act(Change.Noon.AddSeconds(second), $"act {second}"))];
        Assert.Empty(await AuditAsync(new()));
        await Within.Reason(Store.Audit.KeepAsync([acts[3], acts[0]], default));
        await Within.Reason(Store.Audit.KeepAsync([acts[4], acts[2], acts[1]], default));
        await ReopenAsync();

        Assert.Equal(acts.Reverse(), await AuditAsync(new()));
        Assert.Equal([acts[4], acts[3]], await AuditAsync(new(Limit: 2)));
        Assert.Equal([acts[2], acts[1]], await AuditAsync(new(Limit: 2, Cursor: acts[3].Key)));
        Assert.Equal([acts[0]], await AuditAsync(new(Limit: 2, Cursor: acts[1].Key)));
        Assert.Equal([acts[4], acts[3]], await AuditAsync(new(Since: Change.Noon.AddSeconds(3))));
        Assert.Equal([acts[4]], await AuditAsync(new(Since: Change.Noon.AddSeconds(3).AddTicks(1))));
        Assert.Equal([acts[1]], await AuditAsync(new(Since: Change.Noon.AddSeconds(1), Cursor: acts[2].Key)));
        foreach (var cursor in (string[])["broken", "", $"{acts[0].Key}0", acts[0].Key.Replace('.', '/'), "9999999999999999999.00000000"])
        {
            await Assert.ThrowsAsync<FormatException>(() => AuditAsync(new(Cursor: cursor)));
        }
    }

    [Fact]
    public async Task Acts_of_one_time_are_all_kept_and_each_is_met_once()
    {
        AuditEntry[] acts = [.. Enumerable.Range(0, 7).Select(number => Act(Change.Noon, "retry", (uint)number * 0x1234_5678))];
        await Within.Reason(Store.Audit.KeepAsync(acts, default));
        var met = new List<AuditEntry>();
        for (AuditEntry? last = null; await AuditAsync(new(Limit: 2, Cursor: last?.Key)) is [.., var end] page; last = end)
        {
            met.AddRange(page);
        }

        Assert.Equal(acts.OrderBy(act => act.Key, StringComparer.Ordinal), met.OrderBy(act => act.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_act_that_is_kept_again_takes_its_place()
    {
        var begun = new AuditEntry(AuditEntry.KeyOf(Change.Noon, 7), "ana \"b\" ção", "Operator", "cancel", "acme/opabox/1 2", "vtex", AuditEntry.Begun, null);
        var done = begun with { Detail = null, Outcome = AuditEntry.Refused, Status = 409 };
        await Within.Reason(Store.Audit.KeepAsync([begun], default));
        Assert.Equal([begun], await AuditAsync(new()));
        await Within.Reason(Store.Audit.KeepAsync([done], default));
        await ReopenAsync();
        Assert.Equal([done], await AuditAsync(new()));
    }

    [Fact]
    public async Task Acts_that_are_older_than_a_time_are_removed_some_at_a_time()
    {
        AuditEntry[] acts = [.. Enumerable.Range(0, 5).Select(second => Act(Change.Noon.AddSeconds(second), "retry"))];
        await Within.Reason(Store.Audit.KeepAsync(acts, default));
        Assert.True(await Within.Reason(Store.Audit.TrimAsync(Change.Noon.AddSeconds(3), 2, default)));
        Assert.Equal([acts[4], acts[3]], (await AuditAsync(new())).Take(2));
        Assert.Equal(3, (await AuditAsync(new())).Count);
        Assert.False(await Within.Reason(Store.Audit.TrimAsync(Change.Noon.AddSeconds(3), 2, default)));
        Assert.Equal([acts[4], acts[3]], await AuditAsync(new()));
    }

    /// <summary>An act that was done.</summary>
    internal static AuditEntry Act(DateTimeOffset at, string act, uint other = 0xabc) =>
        new(AuditEntry.KeyOf(at, other), "ops", "Operator", act, "acme/opabox/1", "vtex-1", AuditEntry.Done, 200);

    private Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuery query) => Within.Reason(Store.Audit.ReadAsync(query, default));
}
