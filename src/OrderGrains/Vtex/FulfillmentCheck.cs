namespace OrderGrains;

/// <summary>Who delivers and from where (developers.vtex.com, New Order Integration, scenarios 5 to 10).</summary>
internal static class FulfillmentCheck
{
    private const string Seller = "Seller";
    private const string OwnStock = "MarketplaceOwnStock";
    private const string Pickup = "PickupPoint";

    /// <summary>Checks what is written under a key; what it leaves out is the fallback's.</summary>
    public static void Check(string key, FulfillmentSettings written, FulfillmentSettings fallback, ProblemList problems)
    {
        if (written.Mode is not null)
        {
            problems.Word($"{key}:Mode", written.Mode, Seller, "MarketplaceSellerStock", OwnStock, Pickup);
        }

        var mode = written.Mode ?? fallback.Mode ?? Seller;
        problems.When(written.Sla is not null && mode != Seller, $"{key}:Sla", "Only the mode Seller takes an SLA.");
        problems.When(
            written.WarehouseId is not null && mode != OwnStock,
            $"{key}:WarehouseId",
            "A warehouse is the marketplace's own: it needs the mode MarketplaceOwnStock.");

        Coordinates($"{key}:PickupPoint", written.PickupPoint ?? new(), problems);
        if (mode == Pickup)
        {
            var point = written.PickupPoint ?? (written.PickupPoints is [var only] ? only : null) ?? fallback.PickupPoint ?? new();
            Required(written.PickupPoint is null && written.PickupPoints.Count == 1 ? $"{key}:PickupPoints:0" : $"{key}:PickupPoint", point, problems);
        }
        else if (written.PickupPoint is { } chosen && (chosen.Id is not null || chosen.Address is not null))
        {
            Named($"{key}:PickupPoint", chosen, problems);
        }

        Franchise($"{key}:PickupPoint", written, fallback, mode, problems);
        for (var i = 0; i < written.PickupPoints.Count; i++)
        {
            More($"{key}:PickupPoints:{i}", written, fallback, i, problems);
        }
    }

    /// <summary>A point that orders name: all that VTEX wants of it, and a name that no other has.</summary>
    private static void More(string key, FulfillmentSettings written, FulfillmentSettings fallback, int index, ProblemList problems)
    {
        var point = written.PickupPoints[index];
        Coordinates(key, point, problems);
        Named(key, point, problems);
        problems.When(
            (written.AllowFranchises ?? fallback.AllowFranchises ?? false) && string.IsNullOrWhiteSpace(point.AccountName),
            $"{key}:AccountName",
            "Where franchises may deliver, the account that the pickup point belongs to is required.");
        var others = written.PickupPoints.Take(index).Append(written.PickupPoint).OfType<PickupPointSettings>().ToArray();
        problems.When(point.Id is not null && others.Any(other => other.Id == point.Id), $"{key}:Id", "Another point has this id.");
        problems.When(
            point.Name is { } name && others.Any(other => name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)), $"{key}:Name", "Another point has this name.");
    }

    /// <summary>The marketplace's own stock leaves a warehouse (scenario 8): the tenant's, or that of every store's own.</summary>
    public static void Warehouse(string key, FulfillmentSettings written, FulfillmentSettings fallback, ProblemList problems) =>
        problems.When(
            (written.Mode ?? fallback.Mode) == OwnStock && string.IsNullOrWhiteSpace(written.WarehouseId ?? fallback.WarehouseId),
            $"{key}:WarehouseId",
            "The mode MarketplaceOwnStock needs the warehouse that the goods leave.");

    /// <summary>Whose a pickup point is must be told wherever franchises may deliver (scenario 10).</summary>
    private static void Franchise(
        string key, FulfillmentSettings written, FulfillmentSettings fallback, string mode, ProblemList problems)
    {
        var point = written.PickupPoint ?? fallback.PickupPoint;
        var used = mode == Pickup || point is { Id: not null } or { Address: not null };
        problems.When(
            used && (written.AllowFranchises ?? fallback.AllowFranchises ?? false) && string.IsNullOrWhiteSpace(point?.AccountName),
            $"{key}:AccountName",
            "Where franchises may deliver, the account that the pickup point belongs to is required.");
    }

    private static void Coordinates(string key, PickupPointSettings point, ProblemList problems)
    {
        problems.When(point.Latitude is not (null or >= -90 and <= 90), $"{key}:Latitude", "A latitude is -90 to 90 degrees.");
        problems.When(point.Longitude is not (null or >= -180 and <= 180), $"{key}:Longitude", "A longitude is -180 to 180 degrees.");
        problems.When(
            point.Latitude is null != point.Longitude is null, $"{key}:Latitude", "Latitude and longitude are given together.");
    }

    private static void Required(string key, PickupPointSettings point, ProblemList problems)
    {
        Named(key, point, problems);
        var address = point.Address ?? new();
        problems.Text($"{key}:Address:PostalCode", address.PostalCode, "The pickup point's CEP");
        problems.Text($"{key}:Address:Street", address.Street, "The pickup point's street");
        problems.Text($"{key}:Address:City", address.City, "The pickup point's city");
        problems.Text($"{key}:Address:State", address.State, "The pickup point's state");
    }

    /// <summary>What VTEX takes no pickup without (scenario 9); an address may still be the order's own.</summary>
    private static void Named(string key, PickupPointSettings point, ProblemList problems)
    {
        problems.Text($"{key}:Id", point.Id, "The pickup point's id");
        problems.When(point.Latitude is null && point.Longitude is null, $"{key}:Latitude", "The pickup point's coordinates are required.");
    }
}
