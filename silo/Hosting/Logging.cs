using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace OrderGrains.Silo;

/// <summary>The program's log: section <c>Serilog</c>; JSON on the console where that names no place to write to.</summary>
internal static class Logging
{
    /// <summary>Replaces the framework's own logging.</summary>
    public static void AddLog(this WebApplicationBuilder builder)
    {
        var log = new LoggerConfiguration()
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.With<WithoutAddresses>();
        if (!builder.Configuration.GetSection("Serilog:WriteTo").GetChildren().Any())
        {
            log.WriteTo.Console(new JsonFormatter(renderMessage: true));
        }

        builder.Logging.ClearProviders().AddSerilog(log.CreateLogger(), dispose: true);
    }

    /// <summary>
    /// Takes from every line what the framework's scopes add of addresses, whatever the levels: the secret of VTEX's calls is in
    /// their path.
    /// </summary>
    private sealed class WithoutAddresses : ILogEventEnricher
    {
        private static readonly string[] Addresses = ["RequestPath", "QueryString", "Uri", "Scope"];

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var name in Addresses)
            {
                logEvent.RemovePropertyIfPresent(name);
            }
        }
    }
}
