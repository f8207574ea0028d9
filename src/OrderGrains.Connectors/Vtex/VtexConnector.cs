using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrderGrains.Connectors;

/// <summary>
/// Places, approves, cancels and reads orders at VTEX (developers.vtex.com, New Order Integration and Orders API).
/// A placement or approval that VTEX answers with one of its codes is delivered, whatever the HTTP status: the code decides.
/// </summary>
internal sealed class VtexConnector(TargetClient client, OrderGrainsSettings settings, ISkuBooks skus) : IConnector
{
    /// <inheritdoc/>
    public string Target => OrderGrains.Target.Vtex;

    /// <inheritdoc/>
    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(delivery.Order.Tenant)?.Snapshot() is not { } retailer
            || retailer.VtexAt(delivery.Request.Target, Stores(delivery)) is not { } account)
        {
            return MissingTenant.Reply(delivery.Request.Target);
        }

        var (vtex, tenant) = (account.Vtex, retailer.At(account.Vtex));
        var text = new ErrorText(delivery.State.Content, VtexAddresses.Secrets(vtex));
        return (delivery.Step, delivery.Request.Operation) switch
        {
            (Step.Read, _) => await ReadAsync(delivery, vtex, text, cancellationToken).ConfigureAwait(false),
            (_, Operation.PlaceOrder) => await PlaceAsync(delivery, tenant, account.Store, text, cancellationToken).ConfigureAwait(false),
            (_, Operation.ApproveOrder) => await ApproveAsync(delivery, vtex, text, cancellationToken).ConfigureAwait(false),
            (_, Operation.CancelOrder) => await CancelAsync(delivery, vtex, text, cancellationToken).ConfigureAwait(false),
            _ => new(new DeliveryRefused("NO_SUCH_OPERATION", $"VTEX knows no {delivery.Request.Operation}.")),
        };
    }

    /// <inheritdoc/>
    public void Lift(string tenant, string target) => client.Lift(tenant, target);

    /// <summary>Whether an order goes out as approved: it may be prepared and nobody has given it up.</summary>
    private static bool IsApproved(OrderStatus status) => status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer;

    /// <summary>
    /// Whose settings a call wants: a placement those of the shop that the order names, as long as that shop has the account where it was owed; any other call those of
    /// the shop that it was placed for.
    /// </summary>
    private static IEnumerable<string?> Stores(Delivery delivery)
    {
        string?[] stores = [delivery.State.Content?.StoreId, delivery.State.Vtex.Store];
        return delivery is { Request.Operation: Operation.PlaceOrder, Step: Step.Send } ? stores : stores.Reverse();
    }

    private static int Placement(Delivery delivery) =>
        delivery.Request.Placement > 0 ? delivery.Request.Placement : Math.Max(1, delivery.State.Placement);

    private async Task<ConnectorReply> PlaceAsync(
        Delivery delivery, TenantSettings tenant, string? store, ErrorText text, CancellationToken cancellationToken)
    {
        if (delivery.State.Content is not { } ordered || !ordered.Lines.Any(line => line.Quantity > 0))
        {
            return new(new DeliveryRefused("NO_ITEMS", "The order has no items to place."));
        }

        var content = ordered with { StoreId = store }; // The shop whose account takes it.
        if (ChosenRule(delivery, content, tenant) is { } chosen)
        {
            return new(new DeliveryRefused("RULE", chosen));
        }

        var rules = await skus.ForAsync(delivery.Order.Tenant, content.StoreId).ConfigureAwait(false);
        if (rules.Unmapped == UnmappedSku.Refuse && rules.Sentence(content) is { } unmapped)
        {
            return new(new DeliveryRefused(SkuRules.Code, $"{unmapped}.") { Told = rules.Told(content) });
        }

        var order = VtexOrderMapper.Map(new()
        {
            Order = delivery.Order,
            Content = content,
            Tenant = tenant,
            Skus = rules.Book,
            Number = Placement(delivery),
            Approved = IsApproved(delivery.State.Status),
            Additions = delivery.State.Additions ?? new(),
        });
        if (VtexOrderRules.Broken(order) is { } rule)
        {
            return new(new DeliveryRefused("RULE", rule));
        }

        var vtex = tenant.Vtex!;
        var call = Call(
            delivery, vtex, HttpMethod.Post, VtexAddresses.Orders(vtex), VtexAddresses.OrdersRoute, order, VtexJson.Wire.VtexOrder);
        var placed = rules.Book is null ? null : (ImmutableArray<InvoicedItem>?)Placed(order);
        return await EnqueueAsync(delivery, vtex, call, text, IsApproved(delivery.State.Status), cancellationToken, placed).ConfigureAwait(false);
    }

    private static ImmutableArray<InvoicedItem> Placed(VtexOrder order) =>
        [.. order.Items.GroupBy(item => item.Id, StringComparer.Ordinal).Select(sku => new InvoicedItem(sku.Key, sku.Sum(item => item.Quantity)))];

    /// <summary>Why the delivery that a chat chose cannot be placed; null where it can.</summary>
    private static string? ChosenRule(Delivery delivery, OrderContent content, TenantSettings tenant) =>
        delivery.Order.Channel == Channel.OmniChat
            ? ChosenPickup.Broken(delivery.State, PickupRule.Of(tenant.Vtex!.Fulfillment, Fulfillment.Store(tenant, content)?.Fulfillment).Always)
            : null;

    private Task<ConnectorReply> ApproveAsync(Delivery delivery, VtexSettings vtex, ErrorText text, CancellationToken cancellationToken)
    {
        var approval = new VtexApproval(
            VtexOrderIds.MarketplaceOrderId(delivery.Order, Placement(delivery)),
            "approved",
            vtex.ConnectorName,
            VtexAddresses.ConnectorEndpoint(delivery.Order.Tenant, vtex));
        var call = Call(
            delivery, vtex, HttpMethod.Put, VtexAddresses.Status(vtex), VtexAddresses.StatusRoute, approval, VtexJson.Wire.VtexApproval);
        return EnqueueAsync(delivery, vtex, call, text, approved: true, cancellationToken);
    }

    private async Task<ConnectorReply> EnqueueAsync(
        Delivery delivery, VtexSettings vtex, TargetCall call, ErrorText text, bool approved, CancellationToken cancellationToken,
        ImmutableArray<InvoicedItem>? placed = null)
    {
        var assumed = Assumed.Result(delivery, vtex, Placement(delivery), approved);
        var reply = await client.SendAsync(call with { Assumed = assumed }, text, cancellationToken).ConfigureAwait(false);
        if (reply.Failure is RetryLater { SlowsTarget: true })
        {
            // The whole target is asked to wait, which no code of VTEX's says.
            return new(reply.Failure, reply.Exchange);
        }

        DeliveryResult result = VtexAnswers.Result(reply.Body, text) switch
        {
            { MarketplaceOrderId: { } named } when !IsNamed(delivery.Order, vtex, named) =>
                new DeliveryUnknown("OTHER_ORDER", "VTEX answered with the result of another order.") { OffContract = true },
            { } answer => new Delivered(new VtexAnswer(answer, approved, delivery.State.ContentVersion) { Placed = placed }),
            null => reply.Failure ?? new DeliveryUnknown("NO_CODE", "VTEX answered without one of its codes.") { OffContract = true },
        };
        return new(result, reply.Exchange);
    }

    private static bool IsNamed(OrderId order, VtexSettings vtex, string id) =>
        VtexOrderIds.Candidates(order.Tenant, vtex.AffiliateId, id).Any(match => match.Order == order);

    private async Task<ConnectorReply> ReadAsync(Delivery delivery, VtexSettings vtex, ErrorText text, CancellationToken cancellationToken)
    {
        var (id, reply) = await FirstKnownAsync(
            delivery,
            vtex,
            id => new(delivery.Order.Tenant, delivery.Request.Target, HttpMethod.Get, VtexAddresses.Order(vtex, id), VtexAddresses.OrderRoute)
            {
                IsRead = true,
                Assumed = Assumed.Read(delivery, id),
            },
            text,
            cancellationToken).ConfigureAwait(false);
        DeliveryResult result = reply.Status == HttpStatusCode.NotFound ? new Delivered(new NotFound())
            : reply.Failure ?? (VtexAnswers.Order(reply.Body, id) is { } read
                ? new Delivered(read)
                : new DeliveryUnknown("NO_ORDER", "VTEX answered a read without an order.") { OffContract = true });
        return new(result, reply.Exchange);
    }

    private async Task<ConnectorReply> CancelAsync(
        Delivery delivery, VtexSettings vtex, ErrorText text, CancellationToken cancellationToken)
    {
        var cancellation = new VtexCancellation(text.Clean($"Pedido cancelado ({delivery.State.StatusSource ?? "OrderGrains"})"));
        var (_, reply) = await FirstKnownAsync(
            delivery,
            vtex,
            id => Call(
                delivery, vtex, HttpMethod.Post, VtexAddresses.Cancel(vtex, id), VtexAddresses.CancelRoute, cancellation,
                VtexJson.Wire.VtexCancellation) with { Assumed = Assumed.Cancellation(delivery, id) },
            text,
            cancellationToken).ConfigureAwait(false);
        DeliveryResult result = reply.Status == HttpStatusCode.NotFound ? new Delivered(new NotFound())
            : reply.Failure ?? VtexAnswers.Cancellation(reply.Body);
        return new(result, reply.Exchange);
    }

    /// <summary>Calls with VTEX's id of the order; until it is known, with each that VTEX may have given it, until one is found.</summary>
    private async Task<(string Id, TargetReply Reply)> FirstKnownAsync(
        Delivery delivery, VtexSettings vtex, Func<string, TargetCall> call, ErrorText text, CancellationToken cancellationToken)
    {
        var placement = Placement(delivery);
        IReadOnlyList<string> ids = delivery.State.Vtex.OrderId is { } known && placement == delivery.State.Placement
            ? [known]
            : VtexOrderIds.Guesses(vtex.AffiliateId, delivery.Order, placement);
        for (var i = 0; ; i++)
        {
            var authorized = call(ids[i]) with { Authorize = headers => VtexAddresses.Authorize(headers, vtex) };
            var reply = await client.SendAsync(authorized, text, cancellationToken).ConfigureAwait(false);
            if (reply.Status != HttpStatusCode.NotFound || i == ids.Count - 1)
            {
                return (ids[i], reply);
            }
        }
    }

    private static TargetCall Call<T>(
        Delivery delivery, VtexSettings vtex, HttpMethod method, Uri address, string route, T body, JsonTypeInfo<T> shape) =>
        new(delivery.Order.Tenant, delivery.Request.Target, method, address, route)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(body, shape),
            Authorize = headers => VtexAddresses.Authorize(headers, vtex),
        };
}
