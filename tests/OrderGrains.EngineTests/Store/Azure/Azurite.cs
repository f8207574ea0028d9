using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>
/// What stands in for Azure Storage in tests: the account that <c>ORDERGRAINS_AZURE</c> names by a connection string, or Azurite, started from the folder
/// that <c>ORDERGRAINS_AZURITE</c> names, or from the path. It keeps everything in memory.
/// </summary>
internal static class Azurite
{
    private const string Account = "devstoreaccount1";

    /// <summary>The key that every Azurite has, as its documentation says.</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string? s_given = Environment.GetEnvironmentVariable("ORDERGRAINS_AZURE");
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("ORDERGRAINS_AZURITE");

    /// <summary>
    /// How long new accounts are made on one Azurite. Ten minutes after its start it looks for blobs that are gone (its <c>BlobGCManager</c>), and after some hundred tests
    /// answers nobody for most of a minute meanwhile.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(7);
    private static readonly Lock s_gate = new();
    private static (Task<string> Serves, long Since)? s_newest;

    private static string? Program => ServerProcess.Find("azurite", s_folder is null ? [] : [s_folder]);

    /// <summary>What is missing for tests on an account.</summary>
    public static string? Missing => s_given is null && Program is null
        ? "Azurite is neither on the path nor where ORDERGRAINS_AZURITE says, and ORDERGRAINS_AZURE names no account."
        : null;

    /// <summary>A connection string of the account. An account that was made before stays where it is.</summary>
    public static Task<string> ConnectionStringAsync()
    {
        if (s_given is not null)
        {
            return Task.FromResult(s_given);
        }

        lock (s_gate)
        {
            if (s_newest is not { } newest || TimeProvider.System.GetElapsedTime(newest.Since) > Fresh)
            {
                s_newest = newest = (Task.Run(StartAsync), TimeProvider.System.GetTimestamp());
            }

            return newest.Serves;
        }
    }

    private static async Task<string> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-azurite-").FullName;
        var serves = await ServerProcess.StartAsync(
            new Regex(@"Blob service \S+ \S+ listening at (\S+).*Table service \S+ \S+ listening at (\S+)", RegexOptions.Singleline),
            folder,
            Program!, "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry");
        var (blobs, tables) = (serves.Groups[1].Value, serves.Groups[2].Value);
        return $"AccountName={Account};AccountKey={Key};DefaultEndpointsProtocol=http;BlobEndpoint={blobs}/{Account};TableEndpoint={tables}/{Account}";
    }
}

/// <summary>A test class that needs an account.</summary>
public sealed class NeedsAzureAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => Azurite.Missing;
}

/// <summary>Tests on the account run one after another: more at once than what stands in for it answers in time would fail for that alone.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests
{
    public const string Name = "Azurite";
}
