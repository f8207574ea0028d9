namespace OrderGrains.Sandbox.Vtex;

/// <summary>An order as VTEX's order management shows it: the part of Get order that a connector reads. Money is in cents.</summary>
internal sealed record VtexOrderView(
    string OrderId, string MarketplaceOrderId, string? SellerOrderId, string Status, long Value,
    DateTimeOffset CreationDate, DateTimeOffset LastChange, IReadOnlyList<VtexPlacementItem> Items, VtexPackages? PackageAttachment)
{
    public static VtexOrderView Of(VtexOrder order, DateTimeOffset now)
    {
        var status = order.Status(now)!;
        return new VtexOrderView(
            order.OrderId!, order.MarketplaceOrderId, order.FranchiseOrderId, status, order.Placement!.PaymentValue,
            order.VisibleAt, order.ChangedAt, order.Placement.Items,
            status == VtexStatus.Invoiced ? new VtexPackages([new VtexPackage(new VtexCourierStatus(order.Delivered))]) : null);
    }
}

internal sealed record VtexPackages(IReadOnlyList<VtexPackage> Packages);

internal sealed record VtexPackage(VtexCourierStatus CourierStatus);

internal sealed record VtexCourierStatus(bool Finished);
