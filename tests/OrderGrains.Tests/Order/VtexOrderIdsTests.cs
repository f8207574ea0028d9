namespace OrderGrains.Tests.Order;

public sealed class VtexOrderIdsTests
{
    private static readonly OrderId Opabox = OrderId.Create("acme", Channel.Opabox, "46ad-1");

    [Theory]
    [InlineData(Channel.Opabox, 1, "OB-x1")]
    [InlineData(Channel.OmniChat, 1, "OC-x1")]
    [InlineData(Channel.Opabox, 2, "OB-x1.2")]
    [InlineData(Channel.OmniChat, 13, "OC-x1.13")]
    public void An_order_is_named_by_channel_and_placement(Channel channel, int placement, string name) =>
        Assert.Equal(name, VtexOrderIds.MarketplaceOrderId(OrderId.Create("acme", channel, "x1"), placement));

    [Fact]
    public void Until_VTEX_says_its_id_two_are_likely() =>
        Assert.Equal(["MKP-OB-46ad-1.2", "MKP-OB-46ad-1.2-01"], VtexOrderIds.Guesses("MKP", Opabox, 2).ToArray());

    [Theory]
    [InlineData("OB-46ad-1")]
    [InlineData("MKP-OB-46ad-1")]
    [InlineData("MKP-OB-46ad-1-01")]
    [InlineData("MKT-MKP-OB-46ad-1-01")]
    [InlineData("OB-46ad-1.2")]
    [InlineData("MKT-MKP-OB-46ad-1.2-01")]
    public void Every_name_that_VTEX_gives_an_order_leads_back_to_it(string id) =>
        Assert.Contains(VtexOrderIds.Candidates("acme", "MKP", id), match => match.Order == Opabox);

    [Fact]
    public void The_exact_reading_comes_first_and_a_trailing_sequence_last()
    {
        var matches = VtexOrderIds.Candidates("acme", "MKP", "MKP-OC-a.2-01");

        Assert.Equal(["a.2-01/1", "a.2/1", "a/2"], matches.Select(match => $"{match.Order.ExternalId}/{match.Placement}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v123456abc-01")]
    [InlineData("MKP-123456789")]
    [InlineData("OB-")]
    [InlineData("OB-a/b")]
    [InlineData("OTHER-OB-x")]
    public void Ids_of_other_orders_lead_nowhere(string? id) => Assert.Empty(VtexOrderIds.Candidates("acme", "MKP", id));

    [Theory]
    [InlineData("OB-a.02")]
    [InlineData("OB-a.1")]
    [InlineData("OB-a.100")]
    public void Only_numbers_that_placements_have_are_read_as_placements(string id) =>
        Assert.Equal([1], VtexOrderIds.Candidates("acme", "MKP", id).Select(match => match.Placement));

    [Fact]
    public void An_endless_id_is_not_looked_at() =>
        Assert.Empty(VtexOrderIds.Candidates("acme", "MKP", new string('-', 10_000) + "OB-x"));
}
