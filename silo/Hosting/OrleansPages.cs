using Microsoft.AspNetCore.Routing.Patterns;
using OrderGrains.Gateway;
using Orleans.Dashboard;

namespace OrderGrains.Silo;

/// <summary>
/// Orleans' own dashboard, for who is signed in to the console: activations, calls and silos. Of its routes the one that reads any grain's state is not mapped, nor that of the
/// log: both would show what the console masks.
/// </summary>
internal static class OrleansPages
{
    /// <summary>Where it is.</summary>
    public const string Root = "/console/orleans";

    private static readonly string[] LeftOut = ["/GrainState", "/Trace"];

    /// <summary>What it counts, on each silo.</summary>
    public static ISiloBuilder AddOrleansPages(this ISiloBuilder silo) => silo.AddDashboard(static options => options.HideTrace = true);

    /// <summary>The same, of a process that asks silos.</summary>
    public static IClientBuilder AddOrleansPages(this IClientBuilder client) => client.AddDashboard(static options => options.HideTrace = true);

    /// <summary>Maps it.</summary>
    public static void MapOrleansPages(this IEndpointRouteBuilder app)
    {
        var all = new Routes(app);
        all.MapOrleansDashboard(Root);
        app.DataSources.Add(new DefaultEndpointDataSource(
            from source in all.DataSources
            from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            where IsKept(endpoint.RoutePattern)
            select new RouteEndpoint(
                GatewayRegistration.ForSignedIn(endpoint.RequestDelegate!), endpoint.RoutePattern, endpoint.Order, endpoint.Metadata, endpoint.DisplayName)));
    }

    private static bool IsKept(RoutePattern pattern) => !LeftOut.Any(route => pattern.RawText!.EndsWith(route, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes the routes apart from those of the application.</summary>
    private sealed class Routes(IEndpointRouteBuilder app) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => app.ServiceProvider;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();
    }
}
