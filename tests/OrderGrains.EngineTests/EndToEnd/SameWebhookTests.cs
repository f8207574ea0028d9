using System.Net;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class SameWebhookTests(RunningHub hub)
{
    [Fact]
    public async Task The_same_webhook_64_times_at_once_has_one_effect_and_64_answers()
    {
        var body = Sample.Opabox(2, "sixty-four");
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => hub.OpaboxAsync(body)));
        var outcomes = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        var seen = await hub.OrderAsync("opabox/sixty-four", order => order.Vtex == "Approved" && order.Settled, "VTEX approves");

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(outcomes, outcome => outcome.Contains("\"accepted\"", StringComparison.Ordinal));
        Assert.Equal(63, outcomes.Count(outcome => outcome.Contains("\"repeated\"", StringComparison.Ordinal)));
        Assert.Single(seen.Story, operation => operation == "OPABOX status 2");
        Assert.Single(hub.Vendors.Standing.Ledger.Read("vtex", "OB-sixty-four"), entry => entry.Operation == "PlaceOrder");
        Assert.Single(hub.Vendors.Standing.Ledger.Read("bonifiq", "sixty-four"));
        var standing = hub.Vendors.Standing.Vtex.Standing("OB-sixty-four")!;
        Assert.Equal((1, 0, 1), (standing.Places, standing.Repeats, standing.Approvals));
    }
}
