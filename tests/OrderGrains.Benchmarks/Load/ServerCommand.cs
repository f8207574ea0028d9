using System.Text.Json;

namespace OrderGrains.Benchmarks.Load;

/// <summary>The program itself as a server, with one tenant <c>acme</c>.</summary>
/// <param name="Assembly">What to run.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Environment">What it finds in its environment.</param>
/// <param name="Path">Where OPABOX's webhooks go.</param>
internal sealed record ServerCommand(string Assembly, string[] Args, Dictionary<string, string> Environment, string Path)
{
    /// <summary>The silo as it is published, from this program's folder.</summary>
    public static readonly string SiloAssembly = System.IO.Path.Combine("published", "silo", "silo.dll");

    /// <summary>The silo's own settings of the runtime (silo.csproj), for a server that is to have all that it has.</summary>
    private static readonly Dictionary<string, string> s_runtime = new()
    {
        ["DOTNET_gcServer"] = "1",
        ["DOTNET_GCHeapCount"] = "4",
        ["DOTNET_GCNoAffinitize"] = "1",
        ["DOTNET_GCDynamicAdaptationMode"] = "0",
        ["DOTNET_GCRetainVM"] = "1",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
    };

    /// <summary>The operator's key.</summary>
    public const string OperatorKey = "benchmark-operator-key-0123456789";

    /// <summary>The silo on a folder.</summary>
    /// <param name="folder">Its settings and data.</param>
    /// <param name="vtex">Where VTEX is; null for a tenant whose orders owe nothing.</param>
    /// <param name="readsPerMinute">VTEX's reads a minute; null for no limit.</param>
    public static ServerCommand Silo(string folder, Uri? vtex = null, int? readsPerMinute = null, string? key = null)
    {
        var file = System.IO.Path.Combine(folder, "settings.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            OrderGrains = new
            {
                Sandbox = new { Enabled = false },
                Storage = new { Keys = key is null ? [] : new[] { key } },
                Operators = new[] { new { Name = "benchmark", Key = OperatorKey, Role = "Operator" } },
                Tenants = new { acme = new { Opabox = new { ApiKeys = new[] { OpaboxRequests.Key } }, Vtex = vtex is null ? null : Vtex(vtex, readsPerMinute) } },
            },
        }));
        return new(
            SiloAssembly,
            ["--urls", "http://127.0.0.1:0", $"--OrderGrains:Storage:DataDirectory={DataOf(folder)}"],
            new() { ["ORDERGRAINS_SETTINGS"] = file, ["ASPNETCORE_ENVIRONMENT"] = vtex is null ? "Production" : "Development" },
            "/hooks/acme/opabox/orders");
    }

    /// <summary>A server of this program's own.</summary>
    public static ServerCommand Own(string server, params string[] arguments) =>
        new(System.IO.Path.Combine("published", "servers", "OrderGrains.Benchmarks.dll"), ["serve", server, .. arguments], s_runtime, "/floor");

    /// <summary>The data directory of a silo's folder.</summary>
    public static string DataOf(string folder) => System.IO.Path.Combine(folder, "data");

    private static object Vtex(Uri address, int? readsPerMinute) => new
    {
        BaseUrl = address.ToString().TrimEnd('/'),
        Account = "acme",
        AppKey = "app-key",
        AppToken = "app-token",
        AffiliateId = "MKP",
        WebhookSecrets = new[] { "benchmark-vtex-path-secret" },
        PublicUrl = "http://localhost",
        ReadsPerMinute = readsPerMinute,
        CustomerEmailTemplate = "{document}@acme.example",
        PaymentMethods = new Dictionary<string, string> { ["*"] = "creditCardPaymentGroup" },
    };
}
