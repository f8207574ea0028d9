using OrderGrains.Cluster;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Cluster.Azure;

/// <summary>Kills and restarts on Azure Storage, with the framework's providers for membership and reminders there.</summary>
public sealed class ClusterAzureKillCampaign(ITestOutputHelper output) : ClusterKillCampaign(output, TimeSpan.FromMilliseconds(500))
{
    private protected override async Task<ClusterProcesses> ProcessesAsync()
    {
        var account = await TestAccount.CreateAsync();
        Assert.Equal(0, await AzureStorage.InitAsync(account.Settings, default));
        return new(account, account.Arguments);
    }
}
