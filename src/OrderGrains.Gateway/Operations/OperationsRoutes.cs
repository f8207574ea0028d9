using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>The operations API, under <c>/api</c>.</summary>
internal static class OperationsRoutes
{
    /// <summary>Maps it behind its gate.</summary>
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var api = app.MapGroup("/api").AddEndpointFilter(new OperatorGate(
            services.GetRequiredService<KnownOperators>(), services.GetRequiredService<Refusals>(), services.GetRequiredService<WrongKeys>()))
            .AddEndpointFilter(new AuditFilter(services.GetRequiredService<IAudit>(), services.GetRequiredService<TimeProvider>()));
        api.MapOrders();
        api.MapOrderActions();
        api.MapLinks();
        api.MapFailures();
        api.MapBulk();
        api.MapTargets();
        api.MapLists();
        api.MapKept();
        api.MapStats();
        api.MapPrivacy();
        api.MapAudit();
    }
}
