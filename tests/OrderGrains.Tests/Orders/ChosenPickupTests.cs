using System.Collections.Immutable;

namespace OrderGrains.Tests.Orders;

/// <summary>A pickup that a salesperson chose in the chat: known by what the checker offered before.</summary>
public class ChosenPickupTests
{
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Theory]
    [InlineData("store-1", true)]
    [InlineData("retirada na loja ", true)]
    [InlineData("PAC", false)]
    [InlineData("never offered", false)]
    [InlineData(null, false)]
    public void An_order_whose_method_was_offered_as_a_pickup_is_one(string? method, bool pickup)
    {
        Offered();
        _chat.Provision(Cart(method));
        Assert.Equal((pickup, pickup), (_chat.State.Content!.Delivery.Pickup, _chat.State.Content.Lines[0].Pickup));
    }

    [Theory]
    [InlineData("store-1", "store-1", "PAC", true)]
    [InlineData("store-1", null, "PAC", false)]
    [InlineData("store-1", null, "store-1", true)]
    [InlineData("store-1", null, null, true)]
    [InlineData("PAC", null, "store-1", false)]
    public void A_lines_own_method_wins_over_the_orders_and_a_line_without_any_goes_with_the_others(
        string? first, string? second, string? order, bool pickup)
    {
        Offered();
        _chat.Provision(Cart(order, first, second));
        Assert.Equal(pickup, _chat.State.Content!.Delivery.Pickup);
        Assert.Equal(
            [first == "store-1", (second ?? order ?? first) == "store-1"], _chat.State.Content.Lines.Select(line => line.Pickup));
    }

    [Fact]
    public void What_the_chat_tells_later_of_the_same_cart_is_no_change()
    {
        Offered();
        _chat.Provision(Cart("store-1"));
        _chat.Placed();
        _chat.Tell(new ReportChatStatus("PAID", "someone", null, Cart("store-1")));
        Assert.Equal(1, _chat.State.ContentVersion);
    }

    [Fact]
    public void An_answer_without_options_unlearns_nothing_and_one_that_delivers_so_does()
    {
        Offered();
        _chat.Tell(new RecordCheck(0, 0, false, TimeSpan.Zero, "down"));
        Offered(pickup: [], delivery: ["PAC"]);
        Assert.Equal(["store-1", "Retirada na loja"], _chat.State.OmniChat.PickupMethods!.Value.ToArray());
        Offered(pickup: [], delivery: ["STORE-1", "Retirada na loja"]);
        Assert.Null(_chat.State.OmniChat.PickupMethods);
    }

    [Fact]
    public void A_cart_is_marked_as_it_is_edited_so_that_its_provisioning_changes_nothing_of_it()
    {
        Offered();
        _chat.Tell(new EditCart(Cart("store-1"), false));
        Assert.True(_chat.State.Content!.Delivery.Pickup);
        _chat.Provision(Cart("store-1"));
        Assert.Equal(1, _chat.State.ContentVersion);
        Assert.DoesNotContain(_chat.Record.Timeline, line => line.Operation == "Content");
    }

    [Fact]
    public void A_mark_is_taken_back_once_its_method_is_a_delivery()
    {
        Offered();
        _chat.Tell(new EditCart(Cart("store-1"), false));
        Offered(pickup: [], delivery: ["store-1", "Retirada na loja"]);
        _chat.Tell(new EditCart(Cart("store-1", [null]), true));
        Assert.Equal((false, false), (_chat.State.Content!.Delivery.Pickup, _chat.State.Content.Lines[0].Pickup));
    }

    [Theory]
    [InlineData("LojaB", "1_B")]
    [InlineData("loja b ", "1_B")]
    [InlineData("LojaA", "1_A")]
    [InlineData("Retirada", null)]
    [InlineData("PAC", null)]
    public void The_point_that_the_choice_names_is_the_orders(string method, string? point)
    {
        OfferedAtPoints();
        _chat.Provision(Cart(method));
        Assert.Equal(point, _chat.State.Content!.Delivery.Point?.Id);
    }

    [Theory]
    [InlineData("LojaB", null, null)]
    [InlineData("PAC", null, null)]
    [InlineData(null, null, null)]
    [InlineData("LojaC", null, "A delivery method is chosen that was not offered for this order.")]
    [InlineData("Retirada", null, "The chosen delivery methods name several pickup points, and VTEX takes one.")]
    [InlineData("LojaA", "LojaB", "The chosen delivery methods name several pickup points, and VTEX takes one.")]
    public void A_choice_that_nobody_offered_or_that_names_several_points_is_not_placed(string? first, string? second, string? why)
    {
        OfferedAtPoints();
        _chat.Provision(Cart(null, first, second ?? first));
        Assert.Equal(why, ChosenPickup.Broken(_chat.State, always: false));
    }

    [Fact]
    public void Nothing_is_said_against_a_method_where_nothing_was_ever_offered_or_every_order_is_fetched()
    {
        _chat.Provision(Cart("SEDEX"));
        Assert.Null(ChosenPickup.Broken(_chat.State, always: false));
        OfferedAtPoints();
        Assert.NotNull(ChosenPickup.Broken(_chat.State, always: false));
        Assert.Null(ChosenPickup.Broken(_chat.State, always: true));
    }

    [Fact]
    public void A_point_is_forgotten_with_its_method_and_where_it_is_no_longer_told()
    {
        OfferedAtPoints();
        Offered(pickup: ["LojaA"], delivery: ["LojaB", "Loja B"]);
        Assert.Equal(["retirada"], _chat.State.OmniChat.PickupPoints!.Keys);
        Offered(pickup: [], delivery: ["Retirada"]);
        Assert.Null(_chat.State.OmniChat.PickupPoints);
    }

    private void OfferedAtPoints() => _chat.Tell(new RecordCheck(0, 1, false, TimeSpan.Zero, null)
    {
        Offered = new(["LojaA", "LojaB", "Loja B", "Retirada"], ["PAC"])
        {
            Points = new Dictionary<string, PickupPoint>
            {
                ["lojaa"] = new("1_A", null, null, null), ["lojab"] = new("1_B", null, null, null), ["loja b"] = new("1_B", null, null, null),
                ["retirada"] = new(null, null, null, null),
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        },
    });

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        for (var i = 0; i < 40; i++)
        {
            Offered(pickup: [$"point-{i}", new string('x', ChosenPickup.MaxMethodLength + 1)], delivery: []);
        }

        Assert.Equal(ChosenPickup.MaxMethods, _chat.State.OmniChat.PickupMethods!.Value.Length);
        Assert.Equal("point-39", _chat.State.OmniChat.PickupMethods.Value[^1]);
    }

    private void Offered() => Offered(["store-1", "Retirada na loja"], ["PAC", "SEDEX"]);

    private void Offered(ImmutableArray<string> pickup, ImmutableArray<string> delivery) =>
        _chat.Tell(new RecordCheck(0, 1, false, TimeSpan.Zero, null) { Offered = new(pickup, delivery) });

    private static OrderContent Cart(string? order, params string?[] lines) => Some.Content() with
    {
        Lines = [.. (lines.Length == 0 ? [null] : lines).Select(method => Some.Content().Lines[0] with { ShippingMethod = method })],
        Delivery = new() { Method = order },
    };
}
