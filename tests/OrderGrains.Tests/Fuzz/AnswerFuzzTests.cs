using System.Net;
using System.Text;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Connectors.BonifiQ;
using Xunit.Abstractions;

namespace OrderGrains.Tests.Fuzz;

/// <summary>Answers that no vendor would give, to every call (docs/testing.md, "What nobody would send").</summary>
public sealed class AnswerFuzzTests(ITestOutputHelper output)
{
    private const int OfOneVendor = 100; // Then its breaker and its paces begin anew.

    private static readonly int Cases = Campaign.Of(20_000, 20_000, 2_000_000);

    private static readonly HttpStatusCode[] Statuses =
    [
        HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.UnprocessableEntity,
    ];

    private static readonly (Delivery Call, string Answer)[] Calls =
    [
        (Vtex(Operation.PlaceOrder), """[{"marketplaceOrderId":"OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9","orderId":"MKP-OB-46ad","accountName":"acme","code":"SOI003","message":"x","flow":"PlaceOrder","success":true,"operationId":"op","fields":{"mainOrderId":"MKP-OB-46ad","franchises":"[]"},"errors":[{"code":"FMT005","message":"SLA"}]}]"""),
        (Vtex(Operation.ApproveOrder), """{"marketplaceOrderId":null,"accountName":"acme","code":"SOI002","flow":"ApproveOrder","success":true}"""),
        (Vtex(Operation.CancelOrder), """{"date":"2026-03-02T12:00:00Z","orderId":"MKP-OB-46ad","receipt":"7d6"}"""),
        (Vtex(Operation.PlaceOrder, Step.Read), """{"orderId":"MKP-OB-46ad","marketplaceOrderId":"OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9","status":"handling","value":3003,"packageAttachment":{"packages":[]}}"""),
        (Chat(Operation.ChangeStatus, "SHIPPED"), """{"success":true,"message":"ok"}"""),
        (Chat(Operation.Provision, "200"), """{"result":{"orderId":"ORDER_ID"}}"""),
        (BonifiQCalls.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample()), "Pending"), BonifiQCalls.Ok),
    ];

    [Fact]
    public async Task Whatever_a_vendor_answers_ends_in_one_of_the_ways_that_the_rules_know()
    {
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var first = 0; first < Cases; first += OfOneVendor)
        {
            using var vendor = new Vendor();
            for (var seed = first; seed < Math.Min(Cases, first + OfOneVendor); seed++)
            {
                var (call, sample) = Calls[seed % Calls.Length];
                var body = Mutation.Of(Encoding.UTF8.GetBytes(sample), seed);
                vendor.Forget().Answers(Statuses[seed / Calls.Length % Statuses.Length], body);
                var reply = await Within.Reason(vendor.CallAsync(call), $"case {seed}");

                Assert.True(IsKnown(reply.Result), $"Case {seed}, {call.Request.Operation}: {reply.Result}\n{Encoding.UTF8.GetString(body)}");
                var kind = reply.Result.GetType().Name;
                ends[kind] = ends.GetValueOrDefault(kind) + 1;
            }
        }

        output.WriteLine($"{Cases:N0} answers: {string.Join(", ", ends.Select(end => $"{end.Key} {end.Value:N0}"))}");
        Assert.True(ends.Count > 2);
    }

    /// <summary>What is shown of it is one line, bounded.</summary>
    private static bool IsKnown(DeliveryResult result) => result switch
    {
        Delivered => true,
        RetryLater later => IsLine(later.Code) && IsLine(later.Error),
        DeliveryRefused refused => IsLine(refused.Code) && IsLine(refused.Error),
        DeliveryUnknown unknown => IsLine(unknown.Code) && IsLine(unknown.Error),
        NotTried notTried => IsLine(notTried.Why),
        CredentialsRefused refused => IsLine(refused.Code) && IsLine(refused.Error),
        _ => result.GetType().Assembly == typeof(DeliveryResult).Assembly,
    };

    private static bool IsLine(string text) => text.Length <= Limits.MaxText && !text.Any(char.IsControl);

    private static Delivery Vtex(Operation operation, Step step = Step.Send) =>
        SeedOrders.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Paid), Target.Vtex, operation, step: step);

    private static Delivery Chat(Operation operation, string argument) =>
        SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, operation, argument);
}
