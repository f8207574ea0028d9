using OrderGrains.Gateway.Brazil;
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

    private static IEnumerable<string> Of(OrderContent cart, TenantSettings tenant)
    {
        var customer = cart.Customer;
        if (customer.Document is { } document && !Documents.IsValid(document))
        {
            yield return CheckerTexts.WrongDocument;
        }

        if (customer is { IsBusiness: true, BusinessDocument: { } business } && !Documents.IsCnpj(business))
        {
            yield return CheckerTexts.WrongBusinessDocument;
        }

        if (!cart.Delivery.Pickup && PostalCode.Normalize(cart.Address?.PostalCode) is null)
        {
            yield return CheckerTexts.WrongPostalCode;
        }

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

        if (cart.StoreId is { } store && tenant.Stores.Count > 0 && !tenant.Stores.ContainsKey(store))
        {
            yield return CheckerTexts.UnknownStore;
        }
    }
}
