using System.Net;
using OrderGrains.Tests.Connectors;

namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>
/// All that a call of an operation can end with: the connectors over every HTTP status, every code in every flow, and every shape of body, the
/// broken ones too, and over calls that got no answer. What the rules cannot tell apart is one answer.
/// </summary>
internal static class Answers
{
    /// <summary>VTEX's codes, and one of each kind that it may add some day.</summary>
    public static readonly string[] Codes =
        [.. Enumerable.Range(1, 4).Select(i => $"SOI{i:000}"), .. Enumerable.Range(0, 12).Select(i => $"EOI{i:000}"), "EOI077"];

    /// <summary>What a link ends with: it calls no system outside.</summary>
    private static readonly DeliveryResult[] Links = [new Delivered(), new DeliveryRefused("LINK_REFUSED", "no"), new RetryLater("UNAVAILABLE", "full")];

    private static readonly string[] Words =
    [
        "waiting-for-seller-confirmation", "order-accepted", "authorize-fulfillment", "window-to-cancel", "ready-for-handling", "handling", "invoiced",
        "canceled", "cancellation-requested", "some-day",
    ];

    private static readonly string[] Bodies =
    [
        "", "<html>busy</html>", Result("EOI001", null), "null", "[]", "5", "\"x\"", "{}", "{\"code\":", "{\"code\":7}", "{\"code\":null}",
        .. from code in Codes from flow in (string?[])["PlaceOrder", "ApproveOrder", null] select Result(code, flow),
        .. Words.Select(word => $$"""{"orderId":"MKP-OB-46ad3bd0","status":"{{word}}"}"""),
        "{\"orderId\":\"MKP-OB-46ad3bd0\"}", "{\"status\":null,\"orderId\":\"MKP-OB-46ad3bd0\",\"authorizedDate\":\"2026-03-02\"}",
        "{\"date\":\"2026-03-02\",\"orderId\":\"MKP-OB-46ad3bd0\",\"receipt\":\"r\"}", "{\"error\":{\"message\":\"no\"}}",
        .. from number in (string[])["13", "404", "500"] select $$"""{"HasError":true,"ErrorCode":"{{number}}","ErrorMessage":"no"}""",
        "{\"HasError\":false}", "{\"HasError\":false,\"HasWarning\":true,\"Message\":\"hm\"}",
    ];

    /// <summary>What each call may end with, by operation and step; and how many calls were made to learn it.</summary>
    public static readonly Lazy<Task<(Dictionary<(Operation, Step), DeliveryResult[]> All, int Calls)>> All = new(AllAsync);

    private static async Task<(Dictionary<(Operation, Step), DeliveryResult[]> All, int Calls)> AllAsync()
    {
        var (all, calls) = (new Dictionary<(Operation, Step), DeliveryResult[]> { [(Operation.ForwardStatus, Step.Send)] = Links }, 0);
        foreach (var operation in Enum.GetValues<Operation>().Where(operation => operation != Operation.ForwardStatus))
        {
            foreach (var step in operation <= Operation.CancelOrder ? (Step[])[Step.Send, Step.Read] : [Step.Send])
            {
                var (results, made) = await OfAsync(operation, step);
                (all[(operation, step)], calls) = (results, calls + made);
            }
        }

        return (all, calls);
    }

    /// <summary>What the rules tell apart of an answer: not the flow that it names, since it is known what it answers.</summary>
    public static string Class(DeliveryResult result) => result switch
    {
        Delivered { Answer: VtexAnswer { Result: var said } } => said.Code,
        Delivered { Answer: VtexRead read } => $"read {read.Standing}",
        Delivered { Answer: var answer } => answer?.GetType().Name ?? "ok",
        RetryLater { After: not null } => "not taken, later",
        RetryLater => "not taken",
        DeliveryRefused => "refused",
        DeliveryUnknown { Code: "NO_ENVELOPE" or "NO_CONTRACT" } => "off the contract", // What can be read is read, as after any unknown end.
        DeliveryUnknown => "unknown",
        _ => result.GetType().Name,
    };

    /// <summary>One vendor for all of them: a success after each failure keeps its breaker shut.</summary>
    private static async Task<(DeliveryResult[] Results, int Calls)> OfAsync(Operation operation, Step step)
    {
        var (distinct, calls) = (new Dictionary<string, DeliveryResult>(StringComparer.Ordinal), 0);
        var vendor = new Vendor();
        foreach (var script in Scripts())
        {
            script(vendor);
            var reply = await vendor.CallAsync(Call(operation, step));
            calls += vendor.Calls.Count > 0 ? 1 : 0;
            Assert.IsNotType<NotTried>(reply.Result);
            if (reply.Result is not CredentialsRefused) // The lane's business: it never reaches an order.
            {
                distinct.TryAdd(Class(reply.Result), reply.Result);
            }

            vendor.Forget().Answers(HttpStatusCode.OK, "{}");
            await vendor.CallAsync(Call(operation, step));
            vendor.Forget();
        }

        return ([.. distinct.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)], calls);
    }

    /// <summary>Every status with an empty body, every body under the statuses that decide whether it is looked at, and no answer.</summary>
    private static IEnumerable<Action<Vendor>> Scripts()
    {
        for (var status = 200; status < 600; status++)
        {
            var code = (HttpStatusCode)status;
            foreach (var body in status is 200 or 400 or 500 ? Bodies : status % 100 < 32 ? Bodies[..3] : [""])
            {
                yield return vendor => vendor.Answers(code, body);
            }

            if (status is 429 or 503)
            {
                yield return vendor => vendor.Answers(code, retryAfter: "120");
            }
        }

        yield return vendor => vendor.Fails(new HttpRequestException(HttpRequestError.ConnectionError));
        yield return vendor => vendor.Fails(new HttpRequestException(HttpRequestError.ResponseEnded));
        yield return vendor => vendor.Hangs();
    }

    private static Delivery Call(Operation operation, Step step)
    {
        var (target, argument) = operation switch
        {
            Operation.SendOrder => (Target.BonifiQ, nameof(LoyaltyStanding.Pending)),
            Operation.ChangeStatus => (Target.OmniChat, "PACKAGED"),
            Operation.Provision => (Target.OmniChat, "200"),
            Operation.UpdateCheckoutData => (Target.OmniChat, "discount"),
            _ => (Target.Vtex, null),
        };
        var (order, content) = target == Target.OmniChat
            ? (Connectors.SeedOrders.ChatOrder, Connectors.SeedOrders.ChatSample() with { Discount = new(1000, DiscountMode.Absolute) })
            : (Connectors.SeedOrders.OpaboxOrder, Connectors.SeedOrders.OpaboxSample());
        return Connectors.SeedOrders.Delivery(order, Connectors.SeedOrders.State(content), target, operation, argument, step);
    }

    private static string Result(string code, string? flow) =>
        $$"""{"accountName":"acme","code":"{{code}}","flow":{{(flow is null ? "null" : $"\"{flow}\"")}},"success":{{(code[0] == 'S' ? "true" : "false")}},"message":"VTEX says {{code}}","fields":null}""";
}
