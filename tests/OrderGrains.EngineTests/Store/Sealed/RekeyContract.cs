using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Store.Sqlite;
using OrderGrains.EngineTests.Support;
using OrderGrains.Silo;

namespace OrderGrains.EngineTests.Store.Sealed;

/// <summary>Keys that change: while a store is open, and of all that it holds.</summary>
public abstract class RekeyContract : IAsyncLifetime
{
    private const string Street = "Rua das Palmeirinhas";

    private ICopiedFixture _store = null!;
    private KeyRing _ring = KeyRing.None;

    private protected ICopiedFixture Fixture => _store;

    public async Task InitializeAsync() => _store = await MakeAsync(() => _ring);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_new_key_counts_for_what_is_written_from_then_on_and_the_old_one_opens_the_rest()
    {
        await using (var store = await OpenAsync())
        {
            await WriteAsync(store, "clear");
            _ring = Rings.Old;
            await WriteAsync(store, "old");
            _ring = Rings.Rotated;
            await WriteAsync(store, "new");
            await WriteAsync(store, "old"); // Its log is under both.
            foreach (var (order, writes) in (IEnumerable<(string, int)>)[("clear", 1), ("old", 2), ("new", 1)])
            {
                await AssertReadsAsync(store, order, writes);
            }

            _ring = Rings.New;
            await AssertReadsAsync(store, "clear", 1);
            var missing = await Assert.ThrowsAsync<EngineUnavailableException>(() => store.LogAsync(Some.Order("old"), default));
            Assert.Contains("key old", $"{missing.Message} {missing.InnerException?.Message}", StringComparison.Ordinal);
            await store.CloseAsync();
        }

        _ring = Rings.Rotated;
        var counted = await RekeyAsync(count: true);
        Assert.Null(counted.Changed);
        Assert.False(counted.Whole);
        Assert.Equal([("", 1L, 1L), ("new", 2, 2), ("old", 0, 1)], Counts(counted));
    }

    [Fact]
    public async Task Everything_comes_under_the_new_key_and_says_what_it_said()
    {
        await FillAsync();
        var before = await AllAsync();

        var rekeyed = await RekeyAsync();
        Assert.True(rekeyed.Whole);
        Assert.Equal(3, rekeyed.Changed); // One is under it already.
        Assert.Equal([("new", 4L, 5L), ("old", 0, 0)], Counts(rekeyed));
        _ring = Rings.New;
        Assert.Equal(before, await AllAsync());
        Assert.Equal(0, (await RekeyAsync()).Changed);

        await using var store = await OpenAsync();
        await WriteAsync(store, "old");
        await AssertReadsAsync(store, "old", 3);
        await store.CloseAsync();
    }

    [Fact]
    public async Task Nothing_is_lost_where_a_key_is_missing()
    {
        await FillAsync();
        var before = await AllAsync();

        _ring = Rings.New;
        var missing = await Assert.ThrowsAsync<KeyMissingException>(() => RekeyAsync());
        Assert.Equal("old", missing.Id);

        _ring = Rings.Rotated;
        Assert.Equal(before, await AllAsync());
        Assert.True((await RekeyAsync()).Whole);
    }

    [Fact]
    public async Task Bodies_of_kept_webhooks_come_under_the_new_key()
    {
        var row = new KeptRow("private.refused.acme", $"{KeptRow.KeyAt(Change.Noon)}-00ff00-00", Convert.ToBase64String(Encoding.UTF8.GetBytes(Street)));
        await using (var store = await OpenAsync())
        {
            _ring = Rings.Old;
            await KeptLists.AddTenantAsync(store, "acme", default);
            await store.KeepAsync(row);
            await store.CloseAsync();
        }

        _ring = Rings.Rotated;
        await RekeyAsync();
        _ring = Rings.New;
        await using var again = await OpenAsync();
        Assert.Equal(row, await again.KeptAsync(row.List, row.Key));
        await again.CloseAsync();
    }

    /// <summary>Makes an empty store.</summary>
    private protected abstract Task<ICopiedFixture> MakeAsync(Func<KeyRing> keys);

    private protected async Task<IOrderStore> OpenAsync() => new SealedStore(await _store.OpenAsync(), () => _ring, NullLogger.Instance);

    /// <summary>Four orders: clear, under the old key in two writes, large, under the new key.</summary>
    private protected async Task FillAsync()
    {
        await using var store = await OpenAsync();
        _ring = KeyRing.None;
        await WriteAsync(store, "clear");
        await WriteAsync(store, "large", Change.Grow);
        _ring = Rings.Old;
        await WriteAsync(store, "old");
        await WriteAsync(store, "old");
        await WriteAsync(store, "large", Change.Grow);
        _ring = Rings.Rotated;
        await WriteAsync(store, "clear2", null, []);
        await store.CloseAsync();
    }

    private protected async Task<RekeyCommand.Rekeyed> RekeyAsync(bool count = false)
    {
        await using var store = await _store.OpenCopyAsync();
        return await Within.Reason(RekeyCommand.RunAsync(store, _ring, count, static _ => { }));
    }

    private protected static LogEntry Said(int version) => Change.Received(Change.At(version), $$"""{"street":"{{Street}}","version":{{version}}}""");

    private static IEnumerable<(string, long, long)> Counts(RekeyCommand.Rekeyed rekeyed) =>
        rekeyed.Keys.Select(key => (key.Id, key.Records, key.Entries)).OrderBy(key => key.Id, StringComparer.Ordinal);

    private static Task WriteAsync(IOrderStore store, string id, Func<OrderRecord, OrderRecord>? change = null) => WriteAsync(store, id, change, null);

    private static async Task WriteAsync(IOrderStore store, string id, Func<OrderRecord, OrderRecord>? change, IReadOnlyList<LogEntry>? log)
    {
        var stored = await Within.Reason(store.FindAsync(Some.Order(id), default));
        var before = stored is null ? OrderRecord.New(Some.Order(id)) : RecordCodec.Read(stored.Bytes, Some.Order(id));
        var write = Change.Over(
            before,
            stored?.Tag,
            record => Change.State(state => state with { Content = (state.Content ?? Some.Content()) with { Address = new() { Street = Street } } })(
                change?.Invoke(record) ?? record),
            log ?? [Said(before.Version + 1)]);
        await Within.Reason(store.WriteAsync(write));
    }

    private static async Task AssertReadsAsync(IOrderStore store, string id, int writes)
    {
        var stored = await Within.Reason(store.FindAsync(Some.Order(id), default));
        Assert.Equal(Street, RecordCodec.Read(stored!.Bytes, Some.Order(id)).State.Content!.Address!.Street);
        var log = await Within.Reason(store.LogAsync(Some.Order(id), default));
        Assert.Equal(Enumerable.Range(1, writes).Select(version => Text(Said(version))), log.Select(Text));
    }

    private static string Text(LogEntry entry) => $"{entry.At:O} {entry.PayloadKind} {Encoding.UTF8.GetString(entry.Body.Span)}";

    /// <summary>All that is stored, as it reads.</summary>
    private async Task<List<string>> AllAsync()
    {
        await using var store = await OpenAsync();
        var all = new List<string>();
        foreach (var head in (await store.ListAsync(new(Limit: 200))).Orders)
        {
            var order = OrderId.Parse(head.Id);
            var record = (await store.FindAsync(order, default))!.Bytes;
            all.Add($"{head.Id} {head.Version} {head.ChangedAt:O} {Convert.ToHexString(record.Span)}");
            all.AddRange((await store.LogAsync(order, default)).Select(Text));
        }

        await store.CloseAsync();
        return all;
    }
}

public sealed class SqliteRekeyTests : RekeyContract
{
    [Fact]
    public async Task Nothing_of_a_person_is_left_readable_in_the_files()
    {
        await FillAsync();
        Assert.Contains("Palmeirinhas", await FilesAsync(), StringComparison.Ordinal); // What was written before there was a key.
        await RekeyAsync();
        Assert.DoesNotContain("Palmeirinhas", await FilesAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("received", await FilesAsync(), StringComparison.Ordinal);
    }

    private protected override Task<ICopiedFixture> MakeAsync(Func<KeyRing> keys) => Task.FromResult<ICopiedFixture>(new SqliteFixture());

    private async Task<string> FilesAsync()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(((SqliteFixture)Fixture).DataDirectory))
        {
            all.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }

        return all.ToString();
    }
}

[NeedsPostgres]
public sealed class PostgresRekeyTests : RekeyContract
{
    private protected override async Task<ICopiedFixture> MakeAsync(Func<KeyRing> keys) => await TestDatabase.CreateAsync();
}

[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureRekeyTests : RekeyContract
{
    private protected override async Task<ICopiedFixture> MakeAsync(Func<KeyRing> keys) => await TestAccount.CreateAsync(keys);
}
