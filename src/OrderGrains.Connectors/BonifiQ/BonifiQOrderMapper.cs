using System.Collections.Immutable;
using System.Globalization;

namespace OrderGrains.Connectors;

/// <summary>
/// An order as BonifiQ takes it (suporte.bonifiq.com.br, Envio de Pedido via API). Pure. The flag rules are kept: completed and cancelled never
/// both, each with its date and only with it, completed after and cancelled not before placed; Σ ProductPrice == OrderTotal.
/// </summary>
internal static class BonifiQOrderMapper
{
    /// <summary>The order in a standing; null where the customer has no key.</summary>
    public static LoyaltyOrder? Map(Delivery delivery, TenantSettings tenant, LoyaltyStanding standing, SkuBook? skus = null)
    {
        var content = Contents.Placed(delivery.State).Content ?? new();
        if (Customer(content.Customer, tenant.BonifiQ!.KeyOf(delivery.Order.Channel)) is not { } customer)
        {
            return null;
        }

        var goods = Goods.Price(content, VtexOrderMapper.Split(tenant.VtexOf(delivery.State.Vtex.Store ?? content.StoreId)), skus);
        var total = Cents.ToReais(goods.Sum(line => line.Net));
        return new()
        {
            OriginalId = delivery.Order.ExternalId,
            OrderPlacementDate = PlacedAt(delivery.State),
            OrderTotal = total,
            OrderStatus = BonifiQTexts.ForStatus(delivery.State.Status),
            IsCompleted = standing == LoyaltyStanding.Completed,
            OrderCompletedDate = standing == LoyaltyStanding.Completed ? CompletedAt(delivery.State) : null,
            IsCancelledOrReturned = standing == LoyaltyStanding.Cancelled,
            OrderCancelledDate = standing == LoyaltyStanding.Cancelled ? CancelledAt(delivery.State) : null,
            Customer = customer,
            // What cost nothing earns nothing, and BonifiQ demands amounts above zero.
            Products = !tenant.BonifiQ.SendProducts ? null : [.. goods.Where(line => line.Net > 0).Select(line => Product(line.Line, line.Net))],
            PaymentMethods = PaymentMethods(content.Payment, total),
            Metadatas = Metadatas(delivery, content, tenant),
            Branch = Branch(content, tenant),
            SalesPerson = content.Sale is { SalesPersonId: null, SalesPerson: null }
                ? null
                : new(content.Sale.SalesPersonId, content.Sale.SalesPerson),
            Coupon = content.Sale.Coupon,
        };
    }

    /// <summary>The cancellation of an order whose points may be granted.</summary>
    public static LoyaltyCancellation Cancellation(OrderState state) => new(CancelledAt(state), BonifiQTexts.ForStatus(state.Status));

    /// <summary>
    /// Keyed by what the tenant chose and by nothing else, since BonifiQ would hold a customer of two keys twice. An e-mail is
    /// the customer's own: what is made up for VTEX never comes here.
    /// </summary>
    private static LoyaltyCustomer? Customer(Customer customer, string keyedBy)
    {
        var document = customer.BuyersDocument();
        var email = string.IsNullOrWhiteSpace(customer.Email) ? null : customer.Email.Trim();
        var name = $"{customer.Name} {customer.LastName}".Trim();
        // In one case of letters, or BonifiQ would hold twice who writes the same address in two.
        return (keyedBy == "Email" ? email?.ToLowerInvariant() : document) is { } key
            ? new(key, name.Length == 0 ? null : name, email, customer.Phone, document, Birthday(customer.BirthDate))
            : null;
    }

    private static LoyaltyProduct Product(OrderLine line, long cents) => new(line.Sku ?? line.Id, line.Name, Cents.ToReais(cents));

    private static DateTime PlacedAt(OrderState state) => (state.Content?.PlacedAt ?? state.FirstSeenAt).UtcDateTime;

    private static DateTime CompletedAt(OrderState state)
    {
        var (placed, completed) = (PlacedAt(state), (state.BonifiQ.CompletedAt ?? state.StatusAt).UtcDateTime);
        return completed > placed ? completed : placed.AddSeconds(1);
    }

    private static DateTime CancelledAt(OrderState state)
    {
        var (placed, cancelled) = (PlacedAt(state), (state.BonifiQ.CancelledAt ?? state.StatusAt).UtcDateTime);
        return cancelled > placed ? cancelled : placed.AddSeconds(1);
    }

    /// <summary>The kind of payment, where there is but one: which of many the shopper took nobody tells.</summary>
    private static ImmutableArray<LoyaltyPayment>? PaymentMethods(PaymentChoice payment, decimal total) =>
        payment.Types is [var type] ? [new(type, payment.OtherName ?? type, total)] : null;

    /// <summary>What BonifiQ has no field for; null where there is none of it.</summary>
    private static ImmutableArray<LoyaltyMetadata>? Metadatas(Delivery delivery, OrderContent content, TenantSettings tenant)
    {
        (string Name, string? Value)[] all =
        [
            ("Pedido", content.Sale.Number),
            ("Pedido VTEX", delivery.State.Vtex.OrderId),
            ("Loja", Fulfillment.Store(tenant, content)?.Branch ?? content.StoreId),
            ("Canal", content.Sale.SalesChannel ?? (delivery.Order.Channel == Channel.Opabox ? "OPABOX" : "OmniChat")),
            ("Pagamento", content.Payment.Types is [var type] ? content.Payment.OtherName ?? type : null),
            ("Campanha", content.Sale.Campaign),
            ("Parcelas", content.Payment.Installments > 1 ? $"{content.Payment.Installments}" : null),
            ("Bandeira", content.Payment.CardFlag),
        ];
        var known = all.Where(one => !string.IsNullOrWhiteSpace(one.Value)).Select(one => new LoyaltyMetadata(one.Name, one.Value!)).ToImmutableArray();
        return known.IsEmpty ? null : known;
    }

    private static LoyaltyNamed? Branch(OrderContent content, TenantSettings tenant) =>
        Fulfillment.Store(tenant, content)?.Branch is { } branch ? new(content.StoreId, branch) : null;

    private static DateTime? Birthday(string? text) => Times.SpelledDay(text) is { } day
        ? DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;
}
