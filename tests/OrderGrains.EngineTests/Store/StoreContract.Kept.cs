using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Rows_of_a_list_are_kept_the_highest_first_over_a_restart()
    {
        foreach (var minute in (int[])[2, 0, 1])
        {
            await Within.Reason(Store.KeepAsync(Row("jobs", minute, $"first {minute}")));
        }

        await Within.Reason(Store.KeepAsync(Row("jobs.other", 5, "elsewhere")));
        await Within.Reason(Store.KeepAsync(Row("jobs", 1, "second \"ç\" \n")));
        await ReopenAsync();

        Assert.Equal(["first 2", "second \"ç\" \n", "first 0"], (await KeptAsync("jobs")).Select(row => row.Value));
        Assert.Equal(Row("jobs", 2, "first 2"), Assert.Single(await Within.Reason(Store.KeptAsync("jobs", 1))));
        Assert.Equal(Row("jobs", 1, "second \"ç\" \n"), await Within.Reason(Store.KeptAsync("jobs", Row("jobs", 1, "").Key, default)));
        Assert.Null(await Within.Reason(Store.KeptAsync("jobs", "none", default)));
        Assert.Empty(await KeptAsync("nothing"));
    }

    [Fact]
    public async Task A_list_is_trimmed_to_its_newest_and_to_an_age()
    {
        for (var minute = 0; minute < 6; minute++)
        {
            await Within.Reason(Store.KeepAsync(Row("a", minute, $"{minute}")));
            await Within.Reason(Store.KeepAsync(Row("b", minute, $"{minute}")));
        }

        await Within.Reason(Store.TrimKeptAsync("a", 4, default));
        Assert.Equal(["5", "4", "3", "2"], (await KeptAsync("a")).Select(row => row.Value));
        await Within.Reason(Store.TrimKeptAsync("a", 4, Change.Noon.AddMinutes(4)));
        Assert.Equal(["5", "4"], (await KeptAsync("a")).Select(row => row.Value));
        await Within.Reason(Store.TrimKeptAsync("a", 4, default));
        Assert.Equal((2, 6), ((await KeptAsync("a")).Count, (await KeptAsync("b")).Count));
    }

    [Fact]
    public async Task A_list_goes_on_below_a_key_also_among_rows_of_one_moment()
    {
        var at = KeptRow.KeyAt(Change.Noon);
        string[] keys = [$"{at}-00-z", $"{at}-0a", $"{at}-0a-b", $"{at}-zz", $"{KeptRow.KeyAt(Change.Noon.AddTicks(1))}-00"];
        foreach (var key in keys)
        {
            await Within.Reason(Store.KeepAsync(new("c", key, "{}")));
        }

        var read = new List<string>();
        while (await Within.Reason(Store.KeptAsync("c", 2, read.LastOrDefault())) is [_, ..] page)
        {
            read.AddRange(page.Select(row => row.Key));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal).Reverse(), read);
    }

    [Fact]
    public async Task A_row_that_is_removed_is_gone_and_no_other_is()
    {
        await Within.Reason(Store.KeepAsync(Row("a", 0, "0")));
        await Within.Reason(Store.KeepAsync(Row("a", 1, "1")));
        await Within.Reason(Store.KeepAsync(Row("b", 1, "1")));
        await Within.Reason(Store.RemoveKeptAsync("a", Row("a", 1, "").Key));
        await Within.Reason(Store.RemoveKeptAsync("a", Row("a", 2, "").Key));
        Assert.Equal(["0"], (await KeptAsync("a")).Select(row => row.Value));
        Assert.Equal(["1"], (await KeptAsync("b")).Select(row => row.Value));
    }

    [Fact]
    public async Task A_row_may_be_as_long_as_it_is_said()
    {
        var row = Row("a", 0, new('ç', KeptRow.MaxValue));
        await Within.Reason(Store.KeepAsync(row));
        Assert.Equal(row, Assert.Single(await KeptAsync("a")));
        var hidden = Row("private.a", 0, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeptRow.MaxPrivate / 4 * 3)));
        await Within.Reason(Store.KeepAsync(hidden));
        Assert.Equal(hidden, Assert.Single(await KeptAsync("private.a")));
    }

    [Fact]
    public async Task Webhooks_are_kept_with_their_bodies_over_a_restart_until_they_are_settled_or_erased()
    {
        var body = RandomNumberGenerator.GetBytes(256 * 1024);
        var path = new KeptPath("OB-1", "77", null);
        using (var kept = Webhooks())
        {
            Assert.True(kept.Keep(Webhook("acme", 0) with { Path = path }, body));
            Assert.True(kept.Keep(Webhook("acme", 1), """{"cpf":"285.522.338-51"}"""u8.ToArray()));
            Assert.True(kept.Keep(Webhook("bare", 2), """{"cpf":52998224725}"""u8.ToArray()));
            await Within.Reason(kept.StopAsync());
        }

        await ReopenAsync();
        using var webhooks = Webhooks();
        IKeptWebhooks again = webhooks;
        var first = await Within.Reason(again.ListAsync(new(KeptList.Refused, Limit: 2)));
        Assert.Equal(["bare", "acme"], first.Webhooks.Select(one => one.Tenant));
        var last = Assert.Single((await Within.Reason(again.ListAsync(new(KeptList.Refused, Cursor: first.Next)))).Webhooks);
        Assert.Equal(Webhook("acme", 0), last with { Id = "" });
        var found = (await Within.Reason(again.FindAsync(KeptList.Refused, last.Id)))!.Value;
        Assert.Equal(path, found.Webhook.Path);
        Assert.Equal(body, found.Body!.Value.ToArray());
        Assert.Null(await Within.Reason(again.FindAsync(KeptList.Unmatched, last.Id)));

        Assert.Equal(1, await Within.Reason(again.EraseAsync("28552233851")));
        await Within.Reason(again.RemoveAsync(last));
        Assert.Equal("bare", Assert.Single((await Within.Reason(again.ListAsync(new(KeptList.Refused)))).Webhooks).Tenant);
        Assert.Equal((1, 0), (await Within.Reason(again.CountAsync(KeptList.Refused)), await Within.Reason(again.CountAsync(KeptList.Unmatched))));
        Assert.Empty(await KeptAsync("private.refused.acme"));
        await Within.Reason(KeptLists.SweepAsync(Store, Change.Noon.AddMinutes(3), default));
        Assert.Empty((await Within.Reason(again.ListAsync(new(KeptList.Refused)))).Webhooks);
        Assert.Empty(await KeptAsync("private.refused.bare"));
    }

    private static KeptWebhook Webhook(string tenant, int minute) =>
        new(KeptList.Refused, "", Change.Noon.AddMinutes(minute), tenant, "opabox/orders", "wrong") { Field = "id", Bytes = minute, Masked = "{}" };

    private KeptWebhooks Webhooks() => new(Store, new Serving(), TimeProvider.System, NullLogger<KeptWebhooks>.Instance);

    internal sealed class Serving : IOrderEngine
    {
        public EngineCondition Condition { get; } = new(true, null);

        public Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private static KeptRow Row(string list, int minute, string value) => new(list, $"{KeptRow.KeyAt(Change.Noon.AddMinutes(minute))}-00ff", value);

    private Task<IReadOnlyList<KeptRow>> KeptAsync(string list) => Within.Reason(Store.KeptAsync(list, 100));
}
