using OrderGrains.Gateway.Checker;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>
/// All that looks wrong in a cart that is to be placed, as the salesperson reads it who can mend it: each with what to do, and
/// without the wrong value, which is personal. <see cref="OrderWarnings"/> says the same for the timeline.
/// </summary>
internal static class CartDoubts
{
    private const decimal Tolerance = 0.01m;

    /// <summary>The doubts in one text, cut to <see cref="Limits.MaxText"/>; null where there are none.</summary>
    public static string? Told(OrderContent cart, TenantSettings tenant)
    {
        var doubts = Of(cart, tenant).ToArray();
        return doubts.Length == 0 ? null : Limits.Clip(string.Join(' ', doubts));
    }

    private static IEnumerable<string> Of(OrderContent cart, TenantSettings tenant) =>
        OfCustomer(cart).Concat(OfAddress(cart)).Concat(OfGoods(cart)).Concat(OfStore(cart, tenant));

    private static IEnumerable<string> OfCustomer(OrderContent cart)
    {
        var customer = cart.Customer;
        if (!cart.International)
        {
            if (customer.BuyersDocument() is null)
            {
                yield return CheckerTexts.NoDocument;
            }

            if (customer.Document is { } document && !Documents.IsValid(document))
            {
                yield return CheckerTexts.WrongDocument;
            }

            if (customer.IsBusiness && !(customer.BusinessDocument is { } business && Documents.IsCnpj(business)))
            {
                yield return customer.BusinessDocument is null ? CheckerTexts.NoBusinessDocument : CheckerTexts.WrongBusinessDocument;
            }
        }

        if (customer.Email is { } email && Emails.Spelled(email) is null)
        {
            yield return CheckerTexts.WrongEmail;
        }
    }

    private static IEnumerable<string> OfAddress(OrderContent cart)
    {
        if (cart.Delivery.Pickup)
        {
            yield break;
        }

        var address = cart.Address ?? new();
        if (!cart.International && PostalCodes.Digits(address.PostalCode) is null)
        {
            yield return CheckerTexts.WrongPostalCode;
        }

        if (address.Street is null)
        {
            yield return CheckerTexts.NoStreet;
        }

        if (address.Number is null)
        {
            yield return CheckerTexts.NoNumber;
        }

        if (address.City is null)
        {
            yield return CheckerTexts.NoCity;
        }

        if (!cart.International && States.Spelled(address.State) is null)
        {
            yield return CheckerTexts.WrongState;
        }

        if (Countries.Spelled(address.Country) is null)
        {
            yield return CheckerTexts.WrongCountry;
        }
    }

    private static IEnumerable<string> OfGoods(OrderContent cart)
    {
        if (cart.Lines.IsEmpty)
        {
            yield return CheckerTexts.NoItems;
        }

        foreach (var line in cart.Lines.Where(line => line.Sku is null))
        {
            yield return CheckerTexts.NoSku(line.Name ?? CheckerTexts.Nameless(null));
        }

        foreach (var line in cart.Lines.Where(line => line is { IsGift: false, Price: 0, ShopperPrice: null or 0 }))
        {
            yield return CheckerTexts.NoPrice(line.Name ?? CheckerTexts.Nameless(line.Sku));
        }

        if (cart.Discount is { Mode: DiscountMode.Absolute } discount && discount.Value > Amounts.Goods(cart) + Tolerance)
        {
            yield return CheckerTexts.DiscountTooLarge;
        }

        if (cart.Sale.GiftCard is not null)
        {
            yield return CheckerTexts.GiftCardUnknown;
        }
    }

    private static IEnumerable<string> OfStore(OrderContent cart, TenantSettings tenant)
    {
        if (cart.StoreId is { } store && tenant.Stores.Count > 0 && !tenant.Stores.ContainsKey(store))
        {
            yield return CheckerTexts.UnknownStore;
        }
    }
}
