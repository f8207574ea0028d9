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
    public static Task<(Additions? Additions, IResult? Refusal)> ReadAsync(HttpContext http) => OperatorBody.ReadAsync(http, Of);

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
