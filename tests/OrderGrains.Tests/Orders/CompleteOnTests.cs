namespace OrderGrains.Tests.Orders;

/// <summary>When an order counts as complete at BonifiQ, and by what each channel's customers are known there.</summary>
public sealed class CompleteOnTests
{
    private readonly Scenario _order = new(Some.Order());

    [Theory]
    [InlineData("Paid", "2", "Completed")]
    [InlineData("Paid", "22", "Pending")]
    [InlineData("Paid", "22 4", "Pending")]
    [InlineData("Paid", "22 6", "Completed")]
    [InlineData("Shipped", "2", "Pending")]
    [InlineData("Shipped", "2 5", "Completed")]
    [InlineData("Delivered", "2 5", "Pending")]
    [InlineData("Delivered", "2 5 6", "Completed")]
    [InlineData("Paid", "2 7", "Cancelled")]
    public void It_is_complete_from_the_status_that_is_set_once_its_money_came(string on, string statuses, string standing)
    {
        _order.Policy = Policy(new() { CompleteOn = on });
        foreach (var status in statuses.Split(' '))
        {
            _order.Tell(new ReportOpaboxStatus(int.Parse(status), Some.Content(), []));
            Acknowledge();
        }

        Assert.Equal(standing, _order.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void What_was_complete_stays_so_whatever_comes_late()
    {
        _order.Policy = Policy(new() { CompleteOn = "Paid" });
        _order.Tell(new ReportOpaboxStatus(2, Some.Content(), []));
        Acknowledge();
        _order.Tell(new ReportOpaboxStatus(4, Some.Content(30), []));
        _order.Policy = Policy(new());
        _order.Tell(new ReportOpaboxStatus(5, Some.Content(30), []));

        Assert.Single(_order.State.Requests, request => request.Operation == Operation.SendOrder);
    }

    [Theory]
    [InlineData("Email", "Document", false, true)]
    [InlineData("Document", "Email", true, false)]
    [InlineData("Email", null, true, false)]
    public void Each_channel_has_its_key(string key, string? opabox, bool chatByEmail, bool opaboxEarns)
    {
        _order.Policy = Policy(new() { CustomerKey = key, OpaboxCustomerKey = opabox, OmniChatCustomerKey = chatByEmail ? "Email" : "Document" });
        Assert.Equal(chatByEmail, _order.Policy.LoyaltyByEmail(Channel.OmniChat));
        _order.Tell(new ReportOpaboxStatus(2, Some.Content() with { Customer = new() { Document = "52998224725" } }, []));

        Assert.Equal(opaboxEarns, _order.State.Requests.Any(request => request.Operation == Operation.SendOrder));
    }

    [Theory]
    [InlineData("Email", null, "Tenants:acme:BonifiQ:CustomerKey: No order of OPABOX earns points: customers are known by e-mail, and OPABOX tells none.")]
    [InlineData("Document", "Email", "Tenants:acme:BonifiQ:OpaboxCustomerKey: No order of OPABOX earns points: customers are known by e-mail, and OPABOX tells none.")]
    [InlineData("Email", "Document", "Tenants:acme:BonifiQ: The channels know customers by other keys: BonifiQ holds who buys in both twice, unless it joins them by itself.")]
    [InlineData("Document", null, null)]
    public void A_start_warns_where_nobody_of_a_channel_can_earn(string key, string? opabox, string? warning)
    {
        var warnings = SettingsWarnings.Of(new()
        {
            Tenants = { ["acme"] = new() { OmniChat = new(), Opabox = new(), BonifiQ = new() { CustomerKey = key, OpaboxCustomerKey = opabox } } },
        });
        Assert.Equal(warning is null ? [] : [$"OrderGrains:{warning}"], warnings.Select(one => $"{one}"));
    }

    private static OrderPolicy Policy(BonifiQSettings bonifiQ) => new SettingsPolicies(new()
    {
        Tenants = { ["acme"] = new() { Opabox = new(), OmniChat = new(), Vtex = new(), BonifiQ = bonifiQ } },
    }).For("acme");

    private void Acknowledge()
    {
        if (_order.State.Requests.Any(request => request.Operation == Operation.SendOrder && request.IsOpen()))
        {
            _order.Answer(Operation.SendOrder, new Delivered(new LoyaltyAnswer(null)));
        }
    }
}
