using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>Who calls the operations API.</summary>
/// <param name="Name">Shown on timelines.</param>
/// <param name="Role">Reader, who may look only, or Operator.</param>
internal sealed record Caller(string Name, string Role)
{
    /// <summary>Whether the role is Operator.</summary>
    public bool MayAct => Role == "Operator";

    /// <summary>The caller of a request behind the gate.</summary>
    public static Caller Of(HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}

/// <summary>Marks a route that is asked by another method than GET and changes nothing, so that a Reader may use it.</summary>
internal sealed class LooksOnly
{
    /// <summary>The mark.</summary>
    public static readonly LooksOnly Instance = new();
}

/// <summary>
/// Lets in who shows a key in <c>X-Api-Key</c>: anyone known may read, operators may act. Also turns an engine that does not serve into 503.
/// </summary>
internal sealed class OperatorGate(KnownOperators operators, Refusals refusals, WrongKeys wrongKeys) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (operators.Find(http.Request.Headers["X-Api-Key"]) is not { } caller)
        {
            return await wrongKeys.RefuseAsync(http);
        }

        http.Features.Get<ISenderConnection>()?.Recognise();
        if (!caller.MayAct && !HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<LooksOnly>() is null)
        {
            return refusals.Refuse(http, StatusCodes.Status403Forbidden, "The role Operator is needed.");
        }

        http.Features.Set(caller);
        try
        {
            return await next(context);
        }
        catch (EngineUnavailableException e)
        {
            return Refusals.Unavailable(http, e);
        }
    }
}
