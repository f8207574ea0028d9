using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Health;

/// <summary>What the process measures, for who collects it and shows its key: <c>Authorization: Bearer</c>, as Prometheus sends one.</summary>
internal static class MetricsRoute
{
    private const string Scheme = "Bearer ";

    /// <summary>Maps <c>GET /metrics</c>.</summary>
    /// <param name="app">The routes.</param>
    /// <param name="key">The key as the settings have it now.</param>
    /// <param name="serve">Writes the measures.</param>
    public static void MapMetrics(this IEndpointRouteBuilder app, Func<string> key, RequestDelegate serve)
    {
        var live = new LiveKeys(key);
        var wrongKeys = app.ServiceProvider.GetRequiredService<WrongKeys>();
        app.MapGet("/metrics", async http =>
        {
            if (!live.Match(Shown(http.Request)))
            {
                await (await wrongKeys.RefuseAsync(http)).ExecuteAsync(http);
                return;
            }

            http.Features.Get<ISenderConnection>()?.Recognise();
            await serve(http);
        });
    }

    private static string? Shown(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
