using System.Globalization;

namespace OrderGrains.Azure;

/// <summary>
/// Rows of what comes due. A lane is a partition, since it reads its rows in their order; its target is narrower than a partition. The
/// key is time, order and the version whose write entered the row: rows of different writes never stand at the same place,
/// so that a removal that comes late takes nothing that a later write entered.
/// </summary>
internal static class DueRows
{
    private const int Ticks = 19; // Digits of the longest.
    private const int Number = 16;
    private const int VersionDigits = 10;

    /// <summary>Where a lane's rows stand. Neither a tenant's name nor a target's has a dot.</summary>
    public static string PartitionOf(LaneName lane) => $"due.{lane.Tenant}.{lane.Target}";

    /// <summary>Where the write of a version enters what comes due.</summary>
    public static RowKey At(OrderId order, LaneDue due, int version) => new(
        PartitionOf(due.Lane), $"{Start(order, due.Due)}{version:D10}.{(int)order.Channel}{order.ExternalId}");

    /// <summary>All rows of an order in a lane at one time, whichever version entered them.</summary>
    public static RowRange Of(OrderId order, LaneDue due) => RowRange.Under(PartitionOf(due.Lane), Start(order, due.Due));

    /// <summary>A lane's rows after a position and up to a time.</summary>
    public static RowRange Between(LaneName lane, DuePosition after, DateTimeOffset upTo) => new(
        PartitionOf(lane),
        after.Key < 0 ? $"{after.Due.UtcTicks:D19}" : $"{after.Due.UtcTicks:D19}.{after.Key:x16}{RowRange.End}",
        $"{upTo.UtcTicks + 1:D19}");

    /// <summary>What a row says.</summary>
    public static (DueRow Row, int Version) Read(LaneName lane, RowKey row)
    {
        var key = row.Key;
        var ticks = long.Parse(key.AsSpan(0, Ticks), CultureInfo.InvariantCulture);
        var number = long.Parse(key.AsSpan(Ticks + 1, Number), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var rest = key.AsSpan(Ticks + 1 + Number + 1);
        var version = int.Parse(rest[..VersionDigits], CultureInfo.InvariantCulture);
        var order = OrderId.Create(lane.Tenant, (Channel)(rest[VersionDigits + 1] - '0'), rest[(VersionDigits + 2)..].ToString());
        return (new(order, new(ticks, TimeSpan.Zero), number), version);
    }

    private static string Start(OrderId order, DateTimeOffset due) => $"{due.UtcTicks:D19}.{BlobNames.NumberOf(order):x16}.";
}
