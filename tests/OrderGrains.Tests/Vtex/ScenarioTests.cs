using System.Net;
using System.Text;
using System.Text.Json;
using OrderGrains.Connectors;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks.Vtex;
using OrderGrains.Sandbox.Vtex;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Gateway;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Vtex;

/// <summary>
/// The twelve scenarios of VTEX's page New Order Integration: a sender's webhook and the settings in, the body that VTEX is sent out,
/// the page's answer and notifications played back, and how the order then stands. The fixtures are in <c>Scenarios/</c>;
/// notifications are the page's own, but for the name of the order.
/// </summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> All => [.. VtexScenario.All.Select(scenario => scenario.Name)];

    [Fact]
    public void There_are_twelve() => Assert.Equal(
        Enumerable.Range(1, 12).Select(number => $"{number:00}"), VtexScenario.All.Select(scenario => scenario.Name[..2]));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_scenario_from_the_webhook_to_the_order(string name)
    {
        var scenario = VtexScenario.Named(name);
        var (order, command) = scenario.Translate();
        var story = new Scenario(order, new SettingsPolicies(scenario.Settings).For("acme"));
        story.Tell(command);
        if (scenario.Additions is not null)
        {
            Assert.Equal(OrderGrains.Outcome.Accepted, story.Tell(new MarkPaid("ana") { Additions = scenario.Additions }).Receipt.Outcome);
        }

        var vendor = new Vendor(scenario.Tenant).Answers(HttpStatusCode.OK, Encoding.UTF8.GetString(Sample.Bytes("vtex-enqueued.json")));
        var place = story.Request(Operation.PlaceOrder);
        var reply = await vendor.StartAsync(new(order, story.State, place, Step.Send, story.Now));
        Golden.Verify(Encoding.UTF8.GetBytes(Assert.Single(vendor.Calls).Body), name, "Scenarios", "body");
        story.Tell(story.Answered(place, reply.Result, exchange: reply.Exchange));
        Assert.Equal(("SOI003", RequestState.AwaitingResult), (story.State.Vtex.LastCode, story.Request(Operation.PlaceOrder).State));

        foreach (var notification in scenario.Notifications(VtexOrderIds.MarketplaceOrderId(order, 1)))
        {
            Notify(scenario, story, order, notification);
        }

        Assert.Equal(scenario.After, VtexScenario.Standing(story));
        Assert.Empty(story.State.Attention);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_body_keeps_the_rules_here_and_in_the_sandbox(string name)
    {
        var body = VtexScenario.Named(name).Map();

        Assert.Null(VtexOrderRules.Broken(body));
        using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(body, VtexJson.Wire.VtexOrder));
        Assert.Null(VtexPlacementRules.Wrong(json.RootElement));
        Assert.Null(OrderGrains.Sandbox.Vtex.VtexPlacement.Read(json.RootElement, sumsSkus: true).Refusal);
    }

    private static void Notify(VtexScenario scenario, Scenario story, OrderId order, byte[] notification)
    {
        using var json = JsonBody.Parse(notification, out _)!;
        var faults = new Faults();
        var result = VtexProcessingResult.Read(new("acme", scenario.Tenant, "vtex/processing-result", notification, json.Root), null, faults);
        Assert.Null(faults.First);
        foreach (var id in new[] { result.MarketplaceOrderId, result.MainOrderId, result.FranchiseOrderId }.OfType<string>())
        {
            Assert.Contains(order, VtexOrderIds.Candidates("acme", "MKP", id).Select(match => match.Order));
        }

        Assert.Equal(OrderGrains.Outcome.Accepted, story.Vtex(result).Receipt.Outcome);
    }
}
