using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace OrderGrains.Gateway.Operations;

/// <summary>What the audit says of the request under way. A handler may say it better than its route does; never with personal data.</summary>
internal sealed class AuditedAct
{
    private static readonly string[] TargetParts = ["tenant", "channel", "externalId", "target"];

    private AuditedAct(string name) => Name = name;

    /// <summary>What is done: the last word of the route.</summary>
    public string Name { get; set; }

    /// <summary>To what: the order or the target of the route.</summary>
    public string Target { get; set; } = "";

    /// <summary>More of it; null for nothing.</summary>
    public string? Detail { get; set; }

    /// <summary>That of a request behind the filter.</summary>
    public static AuditedAct Of(HttpContext http) => http.Features.GetRequiredFeature<AuditedAct>();

    /// <summary>Begins it, as the route says.</summary>
    public static AuditedAct Begin(HttpContext http)
    {
        var (pattern, values) = ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern, http.Request.RouteValues);
        var words = pattern?.PathSegments.SelectMany(segment => segment.Parts).OfType<RoutePatternLiteralPart>();
        var act = new AuditedAct(words?.LastOrDefault()?.Content ?? http.Request.Method)
        {
            Target = string.Join('/', TargetParts.Select(part => values[part]).OfType<string>()),
            Detail = values["requestId"] as string,
        };
        http.Features.Set(act);
        return act;
    }
}
