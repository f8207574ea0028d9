using Azure;
using Azure.Storage.Blobs;
using OrderGrains.Cluster;
using OrderGrains.EngineTests.Cluster.KeyValue;
using OrderGrains.EngineTests.EndToEnd;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Cluster.Azure;

/// <summary>An account before it is initialised, after, and once what was made is gone.</summary>
public sealed class AzureStartTests : IAsyncLifetime
{
    private TestAccount _account = null!;

    public async Task InitializeAsync() => _account = await TestAccount.CreateAsync();

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task Initialising_again_keeps_everything_as_it_is()
    {
        await _account.EmptyAsync();
        Assert.Equal(0, await AzureStorage.InitAsync(_account.Settings, default));
        var key = await _account.Blobs.CustomerHashKeyAsync(default);

        Assert.Equal(1, await AzureStorage.InitAsync(_account.Settings, default));
        Assert.Equal(key, await _account.Blobs.CustomerHashKeyAsync(default));
    }

    [Fact]
    public async Task A_silo_on_an_account_that_nobody_initialised_says_what_to_do()
    {
        await _account.EmptyAsync();
        var folder = Directory.CreateTempSubdirectory("ordergrains-").FullName;
        var file = Path.Combine(folder, "settings.json");
        await File.WriteAllTextAsync(file, Acme.Settings(new("http://127.0.0.1:9"), "00:00:01"));
        await using (var silo = SiloProcess.Start(folder, file, ["--OrderGrains:Engine=Cluster", .. _account.Arguments]))
        {
            Assert.NotEqual(0, await silo.ExitAsync("the refused start"));
            Assert.Contains("Run: silo init-database", silo.Output, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_write_into_a_container_that_somebody_deleted_fails_and_makes_no_new_one()
    {
        var world = await KeyValueWorld.OnAsync(_account);
        await new BlobContainerClient(_account.Settings.ConnectionString, _account.Settings.ServiceId).DeleteAsync();
        var state = await world.ReadAsync(Some.Order());

        await Assert.ThrowsAsync<RequestFailedException>(() => world.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));
        await Assert.ThrowsAsync<RequestFailedException>(() => world.Blobs.ReadAsync("hub/form", default));
    }
}
