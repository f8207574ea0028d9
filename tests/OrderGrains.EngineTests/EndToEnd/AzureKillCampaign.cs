using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Kills and restarts on Azure Storage, with the framework's providers for membership and reminders there.</summary>
[NeedsAzure]
[NeedsCampaign]
[Collection(EndToEndTests.Name)]
public sealed class AzureKillCampaign(ITestOutputHelper output) : ClusterKillCampaign(output, Campaign.Of(brief: 0, few: 4, full: 20))
{
    /// <summary>What stands in for the storage takes some four orders a second to their end.</summary>
    private protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    private protected override async Task<ClusterProcesses> ProcessesAsync()
    {
        var account = await TestAccount.CreateAsync();
        return new(
            account,
            "--OrderGrains:Storage:Kind=Azure",
            $"--OrderGrains:Storage:ConnectionString={account.Options.ConnectionString}",
            $"--OrderGrains:Cluster:ServiceId={account.Options.ServiceId}");
    }
}
