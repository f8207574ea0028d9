using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Vtex;

/// <summary>A dish's choices are part of its price, and reach the kitchen in words (apidocs.opa4.store/webhook_orders).</summary>
public sealed class KitchenTests
{
    [Fact]
    public void The_samples_choices_are_priced_and_told()
    {
        var body = Map(SeedOrders.OpaboxSample());

        Assert.Equal((2425L, 1), (Assert.Single(body.Items).Price, body.Items[0].Quantity));
        Assert.StartsWith(
            "1x Açai Pequeno 300 ml (Complementos: 1x Granola; Coberturas: 1x Morango; Xaropes: 1x Xarope de Guaraná)", body.OpenTextField);
    }

    [Fact]
    public void Shopper_prices_that_do_not_add_up_give_way_to_the_price_with_its_choices()
    {
        var sample = SeedOrders.OpaboxSample() with { ProductsValue = 30 };
        Assert.Equal(2425, Assert.Single(Map(sample).Items).Price);

        var line = sample.Lines[0] with { ShopperPrice = 99 };
        Assert.Equal(2425, Assert.Single(Map(sample with { Lines = [line] }).Items).Price);
        Assert.Equal(9900, Assert.Single(Map(sample with { Lines = [line], ProductsValue = 99 }).Items).Price);
    }

    [Theory]
    [InlineData(3, "3x Pizza (Borda: 2x Catupiry)", 4200, 3)]
    [InlineData(0.35, "0,35 (por peso) Pizza (Borda: 2x Catupiry)", 1470, 1)]
    public void Choices_count_in_every_dish_of_the_line(double quantity, string text, long price, int items)
    {
        var body = Map(Dish((decimal)quantity, new LineOption("Borda", "Catupiry", 2, 6), new("Borda", "Cheddar", 0, 5)));
        Assert.Equal((price, items), (Assert.Single(body.Items).Price, body.Items[0].Quantity));
        Assert.Equal(text, body.OpenTextField!.Split('\n')[0]);
    }

    [Fact]
    public void Groups_and_choices_without_words_are_told_by_what_they_have()
    {
        var text = Map(Dish(1, new LineOption(null, "Gelo", 1, 0), new LineOption("Extra", null, 2, 1) { Id = "c-7" })).OpenTextField!;
        Assert.Equal("1x Pizza (1x Gelo; Extra: 2x c-7)", text.Split('\n')[0]);
    }

    [Theory]
    [InlineData("Dinheiro", "Troco para", "50", "Pagamento: Dinheiro: Troco para 50")]
    [InlineData("Dinheiro", "Troco para", null, "Pagamento: Dinheiro")]
    [InlineData("Vale", null, "123", "Pagamento: Vale: 123")]
    public void What_the_shopper_typed_for_the_payment_is_told(string name, string? input, string? typed, string text)
    {
        var content = Dish(1) with { Payment = new() { OtherName = name, OtherInput = input, OtherValue = typed } };
        Assert.Contains(text, Map(content).OpenTextField!.Split('\n'));
    }

    [Theory]
    [InlineData("visa", 3, "Pagamento: visa em 3x")]
    [InlineData("visa", 1, "Pagamento: visa")]
    [InlineData(null, 12, "Pagamento: 12x")]
    public void Card_and_instalments_are_told(string? card, int instalments, string text)
    {
        var content = Dish(1) with { Payment = new() { CardFlag = card, Installments = instalments } };
        Assert.Contains(text, Map(content).OpenTextField!.Split('\n'));
    }

    [Theory]
    [InlineData("SCHEDULED", "1603792800000", "Entrega: agendada, 27/10/2020 07:00")]
    [InlineData("EXPRESS", "1603792800", "Entrega: expressa, 27/10/2020 07:00")]
    [InlineData("Agendada", "das 10h às 11h", "Entrega: agendada, das 10h às 11h")]
    [InlineData("drone", "12", "Entrega: drone, 12")]
    public void The_kind_and_the_time_of_the_delivery_are_told_in_words(string kind, string info, string text)
    {
        var content = Dish(1) with { Delivery = new() { Time = kind, ScheduleInfo = info } };
        Assert.Contains(text, Map(content).OpenTextField!.Split('\n'));
    }

    [Fact]
    public void A_time_that_is_told_twice_is_read_once()
    {
        var content = Dish(1) with
        {
            Delivery = new() { Time = "SCHEDULED", ScheduledFor = DateTimeOffset.FromUnixTimeSeconds(1603792800), ScheduleInfo = "1603792800000" },
        };
        Assert.Contains("Entrega: agendada, 27/10/2020 07:00", Map(content).OpenTextField!.Split('\n'));
    }

    private static OrderContent Dish(decimal quantity, params LineOption[] options) => new()
    {
        Lines = [new() { Id = "1", Sku = "7", Name = "Pizza", Quantity = quantity, Price = 30, Options = [.. options] }],
        Customer = new() { Name = "Ana Souza", Document = "28552233851" },
        Delivery = new() { Time = "EXPRESS" },
    };

    private static VtexOrder Map(OrderContent content) =>
        VtexOrderMapper.Map(new() { Order = SeedOrders.OpaboxOrder, Content = content, Tenant = SeedOrders.Tenant() });
}
