using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Connectors;

// What is sent to VTEX, field by field as VTEX's page New Order Integration lists it. Amounts are cents. Absent optional fields are
// written as null: a non-null corporate field alone would make the order a company's.
internal sealed record VtexOrder(
    string MarketplaceOrderId,
    string ConnectorName,
    string ConnectorEndpoint,
    string MarketplaceOrderStatus,
    long MarketplacePaymentValue,
    long MarketplaceInterestValue,
    decimal? PriceDivergenceAllowanceRate,
    bool AllowFranchises,
    string? PickupAccountName,
    ImmutableArray<VtexItem> Items,
    VtexClient ClientProfileData,
    VtexShipping ShippingData,
    VtexInvoice InvoiceData,
    JsonElement? CustomData,
    ImmutableArray<VtexTax>? TaxData,
    string? OpenTextField);

internal sealed record VtexItem(string Id, long Price, int Quantity);

internal sealed record VtexClient(
    string? Email,
    string FirstName,
    string LastName,
    string? Phone,
    string? Document,
    string? CorporateDocument,
    string? CorporatePhone,
    string? CorporateName,
    string? TradeName,
    string? StateInscription);

internal sealed record VtexShipping(
    ImmutableArray<VtexLogistics> LogisticsInfo,
    ImmutableArray<VtexAddress> SelectedAddresses,
    bool IsFob,
    bool IsMarketplaceFulfillment,
    ImmutableArray<VtexTrackingHint>? TrackingHints);

internal sealed record VtexLogistics(
    long Price,
    string SelectedDeliveryChannel,
    string? SelectedSla,
    [property: JsonPropertyName("lockTTL")] string? LockTtl,
    string? ShippingEstimate,
    ImmutableArray<VtexWarehouse>? DeliveryIds);

internal sealed record VtexWarehouse(string WarehouseId);

internal sealed record VtexAddress
{
    public required string AddressType { get; init; }
    public string? AddressId { get; init; }
    public string? ReceiverName { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public required string Country { get; init; }
    public string? Street { get; init; }
    public string? Number { get; init; }
    public string? Neighborhood { get; init; }
    public string? Complement { get; init; }
    public VtexCoordinates? GeoCoordinates { get; init; }
}

internal sealed record VtexCoordinates(double Latitude, double Longitude);

internal sealed record VtexInvoice(VtexPayment UserPaymentInfo);

internal sealed record VtexPayment(ImmutableArray<string> PaymentMethods);

internal sealed record VtexTax(string SkuId, long Value);

internal sealed record VtexTrackingHint(string? TrackingId, string? CourierName, string? TrackingUrl, string? TrackingLabel);

internal sealed record VtexApproval(
    string MarketplaceOrderId, string MarketplaceOrderStatus, string ConnectorName, string ConnectorEndpoint);

internal sealed record VtexCancellation(string Reason);

internal sealed record VtexSimulation(ImmutableArray<VtexSimulationItem> Items, string Country, string PostalCode);

internal sealed record VtexSimulationItem(string Id, int Quantity, string Seller);

internal sealed record VtexHookConfig(VtexHookFilter Filter, VtexHookTarget Hook);

internal sealed record VtexHookFilter(string Type, ImmutableArray<string> Status);

internal sealed record VtexHookTarget(string Url, Dictionary<string, string> Headers);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VtexOrder))]
[JsonSerializable(typeof(VtexApproval))]
[JsonSerializable(typeof(VtexCancellation))]
[JsonSerializable(typeof(VtexSimulation))]
[JsonSerializable(typeof(VtexHookConfig))]
internal sealed partial class VtexJson : JsonSerializerContext
{
    /// <summary>Camel case, nulls written, letters with accents as they are.</summary>
    public static readonly VtexJson Wire = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
