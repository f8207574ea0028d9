using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Connectors;

// What is sent to BonifiQ (suporte.bonifiq.com.br, Envio de Pedido via API; developers.bonifiq.com.br, private API), in Pascal case. Amounts are
// reais. IsEnrolled is no field of the customer here: consent is not ours to state.
internal sealed record LoyaltyOrder
{
    public required string OriginalId { get; init; }
    public required DateTime OrderPlacementDate { get; init; }
    public required decimal OrderTotal { get; init; }
    public required string OrderStatus { get; init; }
    public bool IsCompleted { get; init; }
    public DateTime? OrderCompletedDate { get; init; }
    public bool IsCancelledOrReturned { get; init; }
    public DateTime? OrderCancelledDate { get; init; }
    public required LoyaltyCustomer Customer { get; init; }
    public required ImmutableArray<LoyaltyProduct>? Products { get; init; }
    public ImmutableArray<LoyaltyPayment>? PaymentMethods { get; init; }
    public ImmutableArray<LoyaltyMetadata>? Metadatas { get; init; }
    public LoyaltyNamed? Branch { get; init; }
    public LoyaltyNamed? SalesPerson { get; init; }
    public string? Coupon { get; init; }
}

internal sealed record LoyaltyCustomer(
    string OriginalId, string? Name, string? Email, string? Phone, string? Document, DateTime? BirthdayDate);

internal sealed record LoyaltyProduct(string OriginalId, string? Title, decimal ProductPrice);

internal sealed record LoyaltyPayment(string OriginalId, string Name, decimal PaidAmount);

internal sealed record LoyaltyMetadata(string Name, string Value);

internal sealed record LoyaltyNamed(string? OriginalId, string? Name);

internal sealed record LoyaltyCancellation(DateTime OrderCancelledDate, string OrderStatus);

[JsonSerializable(typeof(LoyaltyOrder))]
[JsonSerializable(typeof(LoyaltyCancellation))]
internal sealed partial class BonifiQJson : JsonSerializerContext
{
    /// <summary>Pascal case, nulls written, letters with accents as they are.</summary>
    public static readonly BonifiQJson Wire = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
