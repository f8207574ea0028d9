using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>
/// Where an order as it is placed differs from the cart that OmniChat shows: what <c>updateCheckoutData</c> tells
/// (developers.omni.chat, how-to-sync-my-order-with-omnichat). A part that does not differ is null. Notation is no difference:
/// a country's name, a percentage that VTEX is told in cents, an SLA where the cart names none.
/// </summary>
public sealed record CheckoutChange
{
    /// <summary>The pickup point's address, without who receives; where the order is fetched and the cart shows another address.</summary>
    public Address? Address { get; init; }

    /// <summary>The freight, where its amount or its way differs.</summary>
    public CheckoutFreight? Freight { get; init; }

    /// <summary>The discount as it was taken off, where the cart's is more than the goods are worth, or no whole cents.</summary>
    public Discount? Discount { get; init; }

    /// <summary>What differs, for people.</summary>
    public string Parts => string.Join(", ", new[]
    {
        Address is null ? null : "address", Freight is null ? null : "freight", Discount is null ? null : "discount",
    }.OfType<string>());

    /// <summary>The difference of a cart; null where there is none.</summary>
    /// <param name="cart">As OmniChat told it.</param>
    /// <param name="rule">The pickup rule of its store.</param>
    public static CheckoutChange? Of(OrderContent cart, PickupRule rule)
    {
        var change = new CheckoutChange { Address = AddressOf(cart, rule), Freight = FreightOf(cart, rule), Discount = DiscountOf(cart) };
        return change is { Address: null, Freight: null, Discount: null } ? null : change;
    }

    /// <summary>
    /// The cart with what was told in it, so that OmniChat's echo of that and the cart of before compare as equal. Applied twice it
    /// changes nothing more.
    /// </summary>
    public static OrderContent AsPlaced(OrderContent cart, PickupRule rule)
    {
        var fetched = rule.Always || cart.Delivery.Pickup;
        var discount = DiscountOf(cart) ?? cart.Discount;
        return cart with
        {
            Address = fetched ? rule.PointOf(cart)?.Address ?? cart.Address : cart.Address,
            Delivery = cart.Delivery with
            {
                Freight = Amounts.Round(cart.Delivery.FreightCharged()),
                Method = rule.Always ? null : cart.Delivery.Method,
            },
            Discount = discount is { Value: 0 } ? null : discount,
        };
    }

    /// <summary>Short hash by which two differences are told apart: what was told once is not told again.</summary>
    public string Digest()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Address}\n{Freight?.Cost:0.00} {Freight?.Fetched}\n{Discount?.Value:0.00} {Discount?.Mode}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static Address? AddressOf(OrderContent cart, PickupRule rule) =>
        (rule.Always || cart.Delivery.Pickup) && rule.PointOf(cart)?.Address is { } point && !Same(point, cart.Address ?? new()) ? point : null;

    private static CheckoutFreight? FreightOf(OrderContent cart, PickupRule rule)
    {
        var charged = Amounts.Round(cart.Delivery.FreightCharged());
        var names = cart.Delivery.Method is not null || cart.Lines.Any(line => line.ShippingMethod is not null);
        var turned = rule.Always && !cart.Delivery.Pickup && names;
        return turned || charged != cart.Delivery.FreightCharged() ? new(charged, turned) : null;
    }

    private static Discount? DiscountOf(OrderContent cart) =>
        cart.Discount is { Mode: DiscountMode.Absolute, Value: var asked } && Amounts.DiscountOn(cart) is var taken && taken != asked
            ? new(taken, DiscountMode.Absolute)
            : null;

    private static bool Same(Address point, Address shown) =>
        Plain(point.PostalCode) == Plain(shown.PostalCode)
        && Plain(point.Street) == Plain(shown.Street)
        && Plain(point.Number) == Plain(shown.Number)
        && Plain(point.Complement) == Plain(shown.Complement)
        && Plain(point.City) == Plain(shown.City)
        && Plain(point.State) == Plain(shown.State);

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>A freight that differs: what is charged, in reais; and whether the order is fetched though the cart names a way to deliver it.</summary>
public sealed record CheckoutFreight(decimal Cost, bool Fetched);
