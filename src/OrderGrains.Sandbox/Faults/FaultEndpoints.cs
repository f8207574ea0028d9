using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Faults;

internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/faults", (SandboxVendors vendors) => Results.Json(vendors.Faults.Current, Answer.CamelCase));
        sandbox.MapDelete("/faults", (SandboxVendors vendors) =>
        {
            vendors.Faults.Clear();
            return Results.NoContent();
        });
        sandbox.MapPut("/faults", async (HttpRequest request, SandboxVendors vendors) =>
        {
            var body = await RequestBody.ReadAsync(request);
            var read = FaultReader.Read(body.Json);
            if (read.Refusal is { } refusal)
            {
                return Results.Problem(
                    $"{refusal.Field} {refusal.Reason}", title: "Unusable faults", statusCode: StatusCodes.Status400BadRequest,
                    extensions: new Dictionary<string, object?> { ["field"] = refusal.Field });
            }

            vendors.Faults.Replace(read.Faults);
            return Results.Json(vendors.Faults.Current, Answer.CamelCase);
        });
    }
}
