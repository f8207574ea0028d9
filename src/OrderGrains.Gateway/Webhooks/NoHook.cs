using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Tells whoever posts to a hook that there is none of which there are. No log has it: VTEX's secret may be in the path.</summary>
internal static class NoHook
{
    private const string Hooks = "/hooks/";

    /// <summary>Maps <c>POST /hooks/…</c> where nothing else is.</summary>
    public static void MapNoHook(this IEndpointRouteBuilder app) =>
        app.MapFallback("/hooks/{**rest}", (Delegate)Tell).WithMetadata(new HttpMethodMetadata([HttpMethods.Post])).ExcludeFromDescription();

    private static IResult Tell(HttpContext http)
    {
        var hooks = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(static endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}")
            .Where(static path => path.StartsWith(Hooks, StringComparison.Ordinal) && !path.Contains("**", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal);
        return Refusals.Problem(StatusCodes.Status404NotFound, $"There is no such hook. There are {string.Join(", ", hooks)}.");
    }
}
