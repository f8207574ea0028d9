using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrderGrains.Gateway;

namespace OrderGrains.Silo;

/// <summary>Collects what the hub, the framework and Orleans measure, and hands it to Prometheus or sends it by OTLP. Without either nobody listens, and nothing is paid.</summary>
internal static class Telemetry
{
    /// <summary>Meters beside the framework's own: the hub's, Orleans', and that of calls' retries, limits and breakers.</summary>
    private static readonly string[] Meters = [HubTelemetry.Name, "Microsoft.Orleans", "Polly"];

    /// <summary>Sources of spans beside HTTP in and out: the hub's, and Orleans' calls of the hub's grains.</summary>
    private static readonly string[] Sources = [HubTelemetry.Name, "Microsoft.Orleans.Application"];

    /// <summary>What has spans of its own: not health, nor who collects.</summary>
    private static readonly PathString[] Traced = ["/hooks", "/api"];

    private const string StandardAddress = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string StandardName = "OTEL_SERVICE_NAME";

    /// <summary>Whether measures and traces are sent anywhere.</summary>
    public static bool Sends(this IConfiguration configuration, SiloSettings settings) =>
        settings.Telemetry.Otlp is not null || !string.IsNullOrEmpty(configuration[StandardAddress]);

    /// <summary>Registers it as the settings say.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddGatewayKeys();
        var sends = builder.Configuration.Sends(settings);
        if (!sends && settings.Metrics.Key.Length == 0)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration[StandardName] is { Length: > 0 } name ? name : "ordergrains",
                serviceVersion: Version,
                serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation();
                if (settings.Metrics.Key.Length > 0)
                {
                    metrics.AddPrometheusExporter();
                }

                if (sends)
                {
                    metrics.AddOtlpExporter(options => Send(options, settings.Telemetry, "v1/metrics"));
                }
            });
        if (sends)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(http => http.Filter = static request => Traced.Any(start => request.Request.Path.StartsWithSegments(start)))
                .AddHttpClientInstrumentation()
                .SetSampler(new TraceIdRatioBasedSampler(settings.Telemetry.Sampling)) // No parent's flag counts: a sender cannot have all of its own kept.
                .AddProcessor(new WithoutAddressTags())
                .AddOtlpExporter(options => Send(options, settings.Telemetry, "v1/traces")));
        }
    }

    /// <summary>Maps <c>/metrics</c> where it has a key.</summary>
    public static void MapTelemetry(this WebApplication app, SiloSettings settings)
    {
        if (settings.Metrics.Key.Length > 0)
        {
            var scrape = ((IEndpointRouteBuilder)app).CreateApplicationBuilder();
            scrape.UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true);
            app.MapGatewayMetrics(() => settings.Metrics.Key, scrape.Build());
        }
    }

    private static string? Version => typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>To the address of the settings; without one, what the standard variables say stays. The library adds a path to theirs alone.</summary>
    private static void Send(OtlpExporterOptions options, TelemetrySettings settings, string path)
    {
        if (settings.Otlp is { } address)
        {
            options.Protocol = settings.Protocol == "Grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = options.Protocol == OtlpExportProtocol.Grpc ? new(address) : new($"{address.TrimEnd('/')}/{path}");
        }
    }
}
