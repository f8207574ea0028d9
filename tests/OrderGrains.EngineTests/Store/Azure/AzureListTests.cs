using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Lists over tenants and partitions, and what stands beside the orders.</summary>
public class AzureListTests : KeyValueTests
{
    [Fact]
    public async Task Lists_of_several_tenants_are_one_list()
    {
        for (var number = 0; number < 60; number++)
        {
            await WriteAsync(OrderId.Create(number % 3 == 0 ? "zeta" : "acme", Channel.Opabox, $"o{number}"), Some.Morning + TimeSpan.FromSeconds(number / 2));
        }

        var seen = new List<RecordHead>();
        string? cursor = null;
        do
        {
            var page = await World.Store.ListAsync(new(Limit: 7, Cursor: cursor));
            Assert.InRange(page.Orders.Count, 1, 7);
            seen.AddRange(page.Orders);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(60, seen.Select(head => head.Id).Distinct().Count());
        Assert.Equal(seen.Select(head => head.ChangedAt).OrderDescending(), seen.Select(head => head.ChangedAt));
        Assert.Equal(20, await World.Store.CountAsync(new(Tenant: "zeta")));
        Assert.Equal(20, (await World.Store.ListAsync(new(Prefix: "ze"))).Orders.Count);
        Assert.Equal(60, await World.Store.CountAsync(new(CustomerHash: seen[0].CustomerHash)));
    }

    [Fact]
    public async Task What_is_found_by_tenant_and_by_id_comes_once_and_in_its_place()
    {
        await WriteAsync(OrderId.Create("o1", Channel.Opabox, "o1"), Some.Morning);
        await WriteAsync(OrderId.Create("acme", Channel.OmniChat, "o1"), Some.Morning + TimeSpan.FromSeconds(1));
        await WriteAsync(OrderId.Create("o1", Channel.Opabox, "other"), Some.Morning + TimeSpan.FromSeconds(2));
        string[] expected = ["o1/opabox/other", "acme/omnichat/o1", "o1/opabox/o1"];

        Assert.Equal(expected, (await World.Store.ListAsync(new(Prefix: "o1"))).Orders.Select(head => head.Id));
        var first = await World.Store.ListAsync(new(Prefix: "o1", Limit: 2));
        Assert.Equal(expected[2], Assert.Single((await World.Store.ListAsync(new(Prefix: "o1", Limit: 2, Cursor: first.Next))).Orders).Id);
        Assert.Equal(3, await World.Store.CountAsync(new(Prefix: "o1")));
        Assert.Equal(["o1/opabox/o1"], (await World.Store.ListAsync(new(Prefix: "OB-o1"))).Orders.Select(head => head.Id));
        Assert.Equal(["acme/omnichat/o1"], (await World.Store.ListAsync(new(Prefix: "OC-", Tenant: "acme"))).Orders.Select(head => head.Id));
    }

    [Theory]
    [InlineData("MKP#1/x\\?%ção", "MKP#1")]
    [InlineData("MKP 1", "MKP ")]
    public async Task Any_id_of_VTEX_can_be_looked_for(string id, string prefix)
    {
        var record = Turned.Of(new(), Some.Order(), 1).Record;
        record = record with { State = record.State with { Vtex = record.State.Vtex with { OrderId = id } } };
        await World.WriteAsync(new(), new(record, null, []));

        Assert.Equal(id, Assert.Single((await World.Store.ListAsync(new(Prefix: prefix))).Orders).VtexOrderId);
        Assert.Empty((await World.Store.ListAsync(new(Prefix: "MKP-"))).Orders);
    }

    [Fact]
    public async Task A_storage_that_is_away_is_said_and_a_cursor_of_somebody_else_is_refused()
    {
        World.Misfortunes.Before = _ => throw new TimeoutException();

        await Assert.ThrowsAsync<EngineUnavailableException>(() => World.Store.ListAsync(new()));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => World.Store.CountAsync(new()));
        await Assert.ThrowsAsync<FormatException>(() => World.Store.ListAsync(new(Cursor: "no cursor")));
    }

    [Fact]
    public async Task The_key_of_customer_hashes_is_made_once_and_another_form_is_refused()
    {
        await World.Store.OpenAsync(default);
        var key = World.Store.CustomerHashKey.ToArray();
        Assert.False(await AzureSchema.InitAsync(World.Blobs, default));
        await World.Store.OpenAsync(default);
        Assert.Equal(key, World.Store.CustomerHashKey.ToArray());

        var form = await World.Blobs.ReadAsync(BlobNames.Form, default);
        await World.Blobs.WriteAsync(BlobNames.Form, "other"u8.ToArray(), form!.ETag, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => World.Store.OpenAsync(default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AzureSchema.InitAsync(World.Blobs, default));
        await World.Blobs.DeleteAsync(BlobNames.Form, default);
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => World.Store.OpenAsync(default));
        Assert.Contains("silo init-database", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lane_that_others_write_meanwhile_is_written_after_them()
    {
        var lane = new LaneName(Some.Tenant, Target.Vtex);
        var others = 3;
        World.Misfortunes.Before = async call =>
        {
            if (call.Verb == "change" && others-- > 0)
            {
                await World.Store.PauseAsync(lane, "ops", Some.Morning, default);
            }
        };
        var start = await World.Store.EnterLaneAsync(lane, default);

        Assert.Equal((1, "ops"), (start.Epoch, start.PausedBy));
    }

    private async Task WriteAsync(OrderId order, DateTimeOffset now)
    {
        var state = await World.ReadAsync(order);
        await World.WriteAsync(state, Turned.Of(state, order, 1, now));
    }
}
