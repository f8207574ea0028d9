using Azure.Data.Tables;
using Azure.Storage.Blobs;
using OrderGrains.Azure;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>An account before it is initialised, after, and once what was made is gone.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureStartTests : IAsyncLifetime
{
    private TestAccount _account = null!;

    public async Task InitializeAsync() => _account = await TestAccount.CreateAsync();

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task Initialising_again_keeps_everything_as_it_is()
    {
        var key = (await AzureSchema.DemandAsync(_account.Blobs, default)).Bytes;

        Assert.Equal("Container and table were there.", await AzureSetup.RunAsync(_account.Options));
        Assert.Equal(key, (await AzureSchema.DemandAsync(_account.Blobs, default)).Bytes);
    }

    [Fact]
    public async Task An_account_that_nobody_initialised_says_what_to_do()
    {
        await _account.EmptyAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(_account.OpenAsync);
        Assert.Contains("Run: silo init-database", refusal.Message, StringComparison.Ordinal);
        Assert.False(await new BlobContainerClient(_account.Options.ConnectionString, _account.Options.ServiceId).ExistsAsync());
    }

    [Fact]
    public async Task A_write_into_a_container_that_somebody_deleted_fails_and_makes_no_new_one()
    {
        await using var store = await _account.OpenAsync();
        var container = new BlobContainerClient(_account.Options.ConnectionString, _account.Options.ServiceId);
        await container.DeleteAsync();

        var write = Change.First(Some.Order(), null, Change.Received(Change.Noon, "said"));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => store.WriteAsync(write));
        Assert.False(await container.ExistsAsync());
    }

    [Fact]
    public async Task A_silo_that_runs_is_seen_in_the_table_of_membership()
    {
        var (account, since) = (new AzureAccount(_account.Options), TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(2));
        Assert.False(await account.HasSilosAsync(since, default));
        await _account.Silos.CreateAsync();
        await _account.Silos.AddEntityAsync(new TableEntity("cluster", "VersionRow"));
        await _account.Silos.AddEntityAsync(new TableEntity("cluster", "127.0.0.1-1-1") { ["Status"] = "Dead" });
        Assert.False(await account.HasSilosAsync(since, default));

        await _account.Silos.AddEntityAsync(new TableEntity("cluster", "127.0.0.1-1-2") { ["Status"] = "Active" });
        Assert.True(await account.HasSilosAsync(since, default));
        Assert.False(await account.HasSilosAsync(since + TimeSpan.FromMinutes(4), default));
    }

    [Fact]
    public async Task A_silo_that_joined_keeps_copies_out_until_it_has_left()
    {
        await using var silo = await LoneSilo.StartAsync(silo => silo.UseAzureMembership(_account.Options));
        Assert.Contains("Silos run", (await Assert.ThrowsAsync<InvalidOperationException>(_account.OpenCopyAsync)).Message, StringComparison.Ordinal);
        await silo.StopAsync();

        await (await _account.OpenCopyAsync()).DisposeAsync();
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(4)]
    public async Task A_machine_whose_clock_is_off_does_not_join(int seconds)
    {
        var store = new AzureStore(
            _account.Options, new ShiftedClock(TimeSpan.FromSeconds(seconds)), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => store.OpenAsync(default));
        Assert.Contains("This machine's clock shows 2", refusal.Message, StringComparison.Ordinal);
    }
}
