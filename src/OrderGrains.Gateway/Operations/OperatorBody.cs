using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Operations;

/// <summary>The body of an operator's call: a bounded JSON object, read field by field.</summary>
internal static class OperatorBody
{
    /// <summary>What is read of it, a default where there is no body; or the answer to one that cannot be right.</summary>
    /// <param name="http">The call.</param>
    /// <param name="read">Reads it, and notes what is wrong with a field.</param>
    public static async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpContext http, Func<Fields, T?> read)
    {
        var (raw, status) = await BoundedBody.ReadAsync(http.Request);
        if (status != StatusCodes.Status200OK)
        {
            return (default, Refusals.Problem(status));
        }

        if (raw.IsEmpty)
        {
            return default;
        }

        var faults = new Faults();
        using var body = JsonBody.Parse(raw, out var fault);
        var value = body is null ? default : read(Fields.Of(body.Root, faults));
        return (fault ?? faults.First) is { } wrong ? (default, Refusals.Problem(StatusCodes.Status400BadRequest, wrong.Message, wrong.Field)) : (value, null);
    }
}
