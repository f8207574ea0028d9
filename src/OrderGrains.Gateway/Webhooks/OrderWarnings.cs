using System.Collections.Immutable;
using OrderGrains.Gateway.Json;

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
    /// <param name="content">The order.</param>
    /// <param name="tenant">For its stores, and for the e-mail where the customer has none.</param>
    /// <param name="doubts">What its body says and nobody can read.</param>
    public static ImmutableArray<string> Of(OrderContent content, TenantSettings tenant, IReadOnlyList<Fault> doubts)
    {
        var found = doubts.Select(doubt => $"{doubt.Field} cannot be read: {doubt.Message}").ToList();
        AddOfCustomer(content, found);
        AddOfAddress(content, found);
        AddOfMoney(content, found);
        AddOfLines(content, found);
        AddOfStore(content, tenant, found);
        return [.. found];
    }

    private static void AddOfCustomer(OrderContent content, List<string> found)
    {
        var customer = content.Customer;
        if (customer.Email is { } email && Emails.Spelled(email) is null)
        {
            found.Add("The customer's e-mail is none");
        }

        if (content.International)
        {
            return;
        }

        if (customer.BuyersDocument() is null)
        {
            found.Add("The customer has no document");
        }

        if (customer.Document is { } document && !Documents.IsValid(document))
        {
            found.Add("The customer's document is no CPF or CNPJ: wrong check digits");
        }

        if (customer.IsBusiness && !(customer.BusinessDocument is { } business && Documents.IsCnpj(business)))
        {
            found.Add(customer.BusinessDocument is null
                ? "The customer buys as a company and has no CNPJ"
                : "The company's document is no CNPJ: wrong check digits");
        }
    }

    private static void AddOfAddress(OrderContent content, List<string> found)
    {
        if (content.Delivery.Pickup)
        {
            return;
        }

        var address = content.Address ?? new();
        if (!content.International && PostalCodes.Digits(address.PostalCode) is null)
        {
            found.Add(address.PostalCode is null
                ? "The delivery address has no CEP"
                : "The CEP of the delivery address is none: eight digits are expected");
        }

        foreach (var (part, text) in (ReadOnlySpan<(string, string?)>)[("street", address.Street), ("number", address.Number), ("city", address.City)])
        {
            if (text is null)
            {
                found.Add($"The delivery address has no {part}");
            }
        }

        if (!content.International && States.Spelled(address.State) is null)
        {
            found.Add(address.State is null ? "The delivery address has no state" : "The state of the delivery address is none of Brazil's");
        }

        if (Countries.Spelled(address.Country) is null)
        {
            found.Add("The country of the delivery address is not known");
        }
    }

    private static void AddOfMoney(OrderContent content, List<string> found)
    {
        var goods = Amounts.Goods(content);
        if (content.ProductsValue is { } stated && Math.Abs(stated - goods) > Tolerance)
        {
            found.Add($"The lines add up to {goods:0.00}, the products' value is given as {stated:0.00}");
        }

        var sum = Amounts.Total(content);
        if (content.Total is { } total && Math.Abs(total - sum) > Tolerance)
        {
            found.Add($"The parts add up to {sum:0.00}, the total is given as {total:0.00}");
        }

        if (content.Discount is { Mode: DiscountMode.Absolute } discount && discount.Value > goods + Tolerance)
        {
            found.Add($"The discount of {discount.Value:0.00} is larger than the goods, {goods:0.00}");
        }

        if (content.Sale.GiftCard is not null)
        {
            found.Add("A gift card is named, but its amount is not told");
        }
    }

    private static void AddOfLines(OrderContent content, List<string> found)
    {
        if (content.Lines.IsEmpty)
        {
            found.Add("The order has no items");
        }

        var (free, nameless) = (0, 0);
        foreach (var line in content.Lines)
        {
            free += line is { IsGift: false, Price: 0, ShopperPrice: null or 0 } ? 1 : 0;
            nameless += line.Sku is null ? 1 : 0;
        }

        if (free > 0)
        {
            found.Add($"{free} of its {content.Lines.Length} items cost nothing and are no gift");
        }

        if (nameless > 0)
        {
            found.Add($"{nameless} of its {content.Lines.Length} items have no SKU");
        }
    }

    private static void AddOfStore(OrderContent content, TenantSettings tenant, List<string> found)
    {
        if (content.StoreId is { } store && tenant.Stores.Count > 0 && !tenant.Stores.ContainsKey(store))
        {
            found.Add("The store is not among the tenant's stores; the tenant's own settings apply");
        }
    }
}
