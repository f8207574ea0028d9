using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Hub;

/// <summary>A silo that is declared dead ends itself, and neither its hub nor the process of all tests with it.</summary>
public sealed class DeclaredDeadTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new(new MemoryHubStore());

    public Task InitializeAsync() => _hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_declared_dead_ends_alone_and_its_hub_goes_on()
    {
        var (silo, dead) = (_hub.Run.Cluster.Silos[0], _hub.Run.Cluster.Silos[1]);
        var fatal = dead.ServiceProvider.GetRequiredService<IFatalErrorHandler>();
        Assert.NotEqual("Orleans.Runtime.FatalErrorHandler", fatal.GetType().FullName); // Before it is needed: that one ends the process.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dead.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(ended.SetResult);

        Assert.True(await Within.Reason(silo.ServiceProvider.GetRequiredService<IClusterMembershipService>().TryKill(dead.SiloAddress)));

        await Within.Reason(ended.Task);
        Assert.Equal(Outcome.Accepted, (await _hub.SendUntilTakenAsync(Some.Order(), 1)).Outcome);
        await _hub.SettledAsync(Some.Order());
        Assert.Single(_hub.Vtex.Calls, call => call.Step == Step.Send);
    }

    [Fact]
    public void Nobody_else_makes_a_silo_in_the_process_of_all_tests() => Assert.Equal(
        ["DeclaredDeadTests.cs", "LoneSilo.cs"],
        ((string[])["tests/OrderGrains.Tests", "tests/OrderGrains.EngineTests", "src/OrderGrains.Testing"])
            .SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadAllText(file).Contains(".UseOrleans(", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
