using OrderGrains.EngineTests.Store.Azure;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>What an operator reads where an account lets nothing start.</summary>
[NeedsAzure]
[Collection(EndToEndTests.Name)]
public sealed class RefusedAzureStartTests
{
    [Theory]
    [InlineData("All")]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task An_account_that_nobody_initialised_is_told_with_what_to_run(string role)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-").FullName;
        var settings = Path.Combine(folder, "settings.json");
        await File.WriteAllTextAsync(settings, Acme.Settings(new("http://127.0.0.1:9"), "00:15:00"));
        await using var silo = SiloProcess.Start(
            folder,
            settings,
            "--OrderGrains:Storage:Kind=Azure",
            $"--OrderGrains:Storage:ConnectionString={await Azurite.ConnectionStringAsync()}",
            $"--OrderGrains:Cluster:ServiceId=nobodys{Environment.ProcessId}",
            $"--OrderGrains:Role={role}");

        Assert.Equal(
            (1, "The storage holds nothing of this program. Run: silo init-database"), (await silo.ExitAsync("the refused start"), silo.Output.Trim()));
        Directory.Delete(folder, recursive: true);
    }
}
