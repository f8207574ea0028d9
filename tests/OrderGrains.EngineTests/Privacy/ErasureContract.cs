using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Hub;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Privacy;

/// <summary>A person is shown what is kept of them, and is forgotten: over every store.</summary>
public abstract class ErasureContract : IAsyncLifetime
{
    private const string Document = "52998224725";

    private static readonly string[] Values = ["Quartzo", Document, "Palmeirinhas", "976543210"];

    private static readonly OrderContent Content = Some.Content() with
    {
        Customer = new() { Name = "Euzebio Quartzo", Document = Document, Phone = "+5519976543210" },
        Address = new() { Street = "Rua das Palmeirinhas" },
    };

    private HubFixture _hub = null!;

    private IOrderStore Stored => _hub.Run.Store;

    public async Task InitializeAsync()
    {
        _hub = new(await StoreAsync());
        _hub.Policies.Policy = new(); // Orders that owe nothing, so that only what a test reports is written.
        await _hub.StartAsync();
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task They_are_shown_all_of_it_and_then_it_is_gone()
    {
        await ReportAsync("over", 2);
        await ReportAsync("over", 6);
        await ReportAsync("open", 2);
        await Within.Reason(_hub.Engine.SubmitAsync(Some.ChatOrder("cart"), new EditCart(Content, false), Message.Internal));
        await ReportAsync("other", 6, Content with { Customer = new() { Name = "Rita", Document = "28552233851" } });

        var orders = await Within.Reason(_hub.Run.Persons.OrdersOfAsync(Document));
        Assert.Equal(
            new[] { Some.Order("open"), Some.Order("over"), Some.ChatOrder("cart") }.Select(order => order.ToString()).Order(StringComparer.Ordinal),
            orders.Select(order => order.ToString()).Order(StringComparer.Ordinal));
        var shown = await Within.Reason(_hub.Run.Persons.ExportAsync(Some.Order("over")));
        Assert.All(Values, value => Assert.Contains(value, shown, StringComparison.Ordinal));
        Assert.Contains("as it came", shown, StringComparison.Ordinal);

        await Within.Reason(_hub.Run.Persons.ForgetAsync(Document, "ana"));
        Assert.Equal(Outcome.Accepted, await EraseAsync(Some.Order("over")));
        Assert.Equal(Outcome.Refused, await EraseAsync(Some.Order("open")));
        Assert.Equal(Outcome.Accepted, await EraseAsync(Some.ChatOrder("cart")));

        AssertForgotten(await TextAsync(Some.Order("over")));
        Assert.Null(await Within.Reason(Stored.FindAsync(Some.ChatOrder("cart"), default)));
        Assert.Contains("Quartzo", await Within.Reason(_hub.Run.Persons.ExportAsync(Some.Order("open"))), StringComparison.Ordinal);
        Assert.Contains("Rita", await Within.Reason(_hub.Run.Persons.ExportAsync(Some.Order("other"))), StringComparison.Ordinal);
        Assert.Equal([Some.Order("open")], await Within.Reason(_hub.Run.Persons.OrdersOfAsync(Document)));
        Assert.Equal(OrderStatus.Delivered, (await Within.Reason(_hub.Engine.ReadAsync(Some.Order("over"))))!.Record.State.Status);
    }

    [Fact]
    public async Task What_was_wanted_then_goes_by_itself_later_and_what_is_new_stays()
    {
        await ReportAsync("open", 2);
        await Within.Reason(_hub.Run.Persons.ForgetAsync(Document, "ana"));
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        await ReportAsync("new", 2);
        await SweepAsync();
        Assert.Contains("Quartzo", await Within.Reason(_hub.Run.Persons.ExportAsync(Some.Order("open"))), StringComparison.Ordinal);

        await ReportAsync("open", 6);
        await ReportAsync("new", 6);
        await SweepAsync();
        await SweepAsync();

        AssertForgotten(await TextAsync(Some.Order("open")));
        Assert.Contains("Quartzo", await Within.Reason(_hub.Run.Persons.ExportAsync(Some.Order("new"))), StringComparison.Ordinal);
    }

    private protected abstract Task<IHubStore> StoreAsync();

    private static void AssertForgotten(string text) => Assert.All(Values, value => Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase));

    private Task SweepAsync() => Within.Reason(_hub.Run.Cluster.Silos[0].ServiceProvider.GetRequiredService<Housekeeping>().SweepAsync(default));

    private async Task<Outcome> EraseAsync(OrderId order) =>
        (await Within.Reason(_hub.Engine.SubmitAsync(order, new ErasePersons("ana"), Message.Internal))).Outcome;

    private Task ReportAsync(string id, int status, OrderContent? content = null) => Within.Reason(_hub.Engine.SubmitAsync(
        Some.Order(id),
        new ReportOpaboxStatus(status, content ?? Content, []),
        new($"{id} {status}", Encoding.UTF8.GetBytes("""{"as it came":"Euzebio Quartzo"}"""))));

    /// <summary>All that the store gives back of an order.</summary>
    private async Task<string> TextAsync(OrderId order)
    {
        var stored = await Within.Reason(Stored.FindAsync(order, default));
        var log = await Within.Reason(Stored.LogAsync(order, default));
        Assert.NotEmpty(log);
        return Encoding.Latin1.GetString(stored!.Bytes.Span) + string.Join('\n', log.Select(entry => Encoding.Latin1.GetString(entry.Body.Span)));
    }
}

public sealed class MemoryErasureTests : ErasureContract
{
    private protected override Task<IHubStore> StoreAsync() => Task.FromResult<IHubStore>(new MemoryHubStore());
}

public sealed class SqliteErasureTests : ErasureContract
{
    private protected override Task<IHubStore> StoreAsync() => Task.FromResult<IHubStore>(new SqliteHubStore());
}

[NeedsPostgres]
public sealed class PostgresErasureTests : ErasureContract
{
    private protected override async Task<IHubStore> StoreAsync() => new PostgresHubStore(await TestDatabase.CreateAsync());
}

[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureErasureTests : ErasureContract
{
    private protected override async Task<IHubStore> StoreAsync() => new AzureHubStore(await TestAccount.CreateAsync());
}
