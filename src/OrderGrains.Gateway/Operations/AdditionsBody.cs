using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>
/// The body that <c>paid</c> and <c>replace</c> may have: <c>taxes</c> and <c>trackingHints</c>, by the names of VTEX's page; a tax's <c>value</c> is in reais, as all
/// money of the API.
/// </summary>
internal static class AdditionsBody
{
    /// <summary>What it says, null where it says nothing of them; or the answer to a body that cannot be right.</summary>
    public static async Task<(Additions? Additions, IResult? Refusal)> ReadAsync(HttpContext http)
    {
        var (raw, status) = await BoundedBody.ReadAsync(http.Request);
        if (status != StatusCodes.Status200OK)
        {
            return (null, Refusals.Problem(status));
        }

        if (raw.IsEmpty)
        {
            return (null, null);
        }

        var faults = new Faults();
        using var body = JsonBody.Parse(raw, out var fault);
        var additions = body is null ? null : Of(Fields.Of(body.Root, faults));
        return (fault ?? faults.First) is { } wrong
            ? (null, Refusals.Problem(StatusCodes.Status400BadRequest, wrong.Message, wrong.Field))
            : (additions, null);
    }

    private static Additions? Of(Fields fields) => fields.Value("taxes").IsNone && fields.Value("trackingHints").IsNone ? null : new()
    {
        Taxes = [.. Bounded(fields, "taxes").Select(Tax)],
        TrackingHints = [.. Bounded(fields, "trackingHints").Select(hint =>
            new TrackingHint(hint.Id("trackingId"), hint.Text("courierName"), hint.Text("trackingUrl"), hint.Text("trackingLabel")))],
    };

    private static SkuTax Tax(Fields tax)
    {
        if (tax.Id("skuId") is null)
        {
            tax.Refuse("skuId", "A SKU of the order is expected.");
        }

        if (tax.Amount("value") is null)
        {
            tax.Refuse("value", "An amount in reais is expected.");
        }

        return new(tax.Id("skuId") ?? "", tax.Amount("value") ?? 0);
    }

    private static ImmutableArray<Fields> Bounded(Fields fields, string name)
    {
        var all = fields.Objects(name);
        if (all.Length <= Additions.Most)
        {
            return all;
        }

        fields.Refuse(name, $"At most {Additions.Most} are expected.");
        return [];
    }
}
