using System.Collections.Immutable;
using OrderGrains.Gateway.Brazil;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// What looks wrong in an order and is placed all the same, since the samples on the vendors' own pages look wrong too and
/// VTEX is the judge. For the timeline: no personal data.
/// </summary>
internal static class OrderWarnings
{
    /// <summary>Sums may differ by this much, in reais.</summary>
    private const decimal Tolerance = 0.01m;

    /// <summary>All that looks wrong.</summary>
    public static ImmutableArray<string> Of(OrderContent content, TenantSettings tenant) =>
        [.. OfCustomer(content), .. OfAddress(content), .. OfMoney(content), .. OfLines(content), .. OfStore(content, tenant)];

    private static IEnumerable<string> OfCustomer(OrderContent content)
    {
        var customer = content.Customer;
        if (customer.Document is { } document && !Documents.IsValid(document))
        {
            yield return "The customer's document is no CPF or CNPJ: wrong check digits";
        }

        if (customer is { IsBusiness: true, BusinessDocument: { } business } && !Documents.IsCnpj(business))
        {
            yield return "The company's document is no CNPJ: wrong check digits";
        }
    }

    private static IEnumerable<string> OfAddress(OrderContent content)
    {
        if (!content.Delivery.Pickup && PostalCode.Normalize(content.Address?.PostalCode) is null)
        {
            yield return content.Address?.PostalCode is null
                ? "The delivery address has no CEP"
                : "The CEP of the delivery address is none: eight digits are expected";
        }
    }

    private static IEnumerable<string> OfMoney(OrderContent content)
    {
        var goods = Amounts.Goods(content);
        if (content.ProductsValue is { } stated && Math.Abs(stated - goods) > Tolerance)
        {
            yield return $"The lines add up to {goods:0.00}, the products' value is given as {stated:0.00}";
        }

        var sum = Amounts.Total(content);
        if (content.Total is { } total && Math.Abs(total - sum) > Tolerance)
        {
            yield return $"The parts add up to {sum:0.00}, the total is given as {total:0.00}";
        }

        if (content.Discount is { Mode: DiscountMode.Absolute } discount && discount.Value > goods + Tolerance)
        {
            yield return $"The discount of {discount.Value:0.00} is larger than the goods, {goods:0.00}";
        }

        if (content.Sale.GiftCard is not null)
        {
            yield return "A gift card is named, but its amount is not told";
        }
    }

    private static IEnumerable<string> OfLines(OrderContent content)
    {
        if (content.Lines.IsEmpty)
        {
            yield return "The order has no items";
        }

        if (content.Lines.Count(line => line is { IsGift: false, Price: 0, ShopperPrice: null or 0 }) is var free and > 0)
        {
            yield return $"{free} of its {content.Lines.Length} items cost nothing and are no gift";
        }

        if (content.Lines.Count(line => line.Sku is null) is var nameless and > 0)
        {
            yield return $"{nameless} of its {content.Lines.Length} items have no SKU";
        }
    }

    private static IEnumerable<string> OfStore(OrderContent content, TenantSettings tenant)
    {
        if (content.StoreId is { } store && tenant.Stores.Count > 0 && !tenant.Stores.ContainsKey(store))
        {
            yield return "The store is not among the tenant's stores; the tenant's own settings apply";
        }
    }
}
