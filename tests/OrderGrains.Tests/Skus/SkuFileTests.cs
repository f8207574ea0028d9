using System.Text;

namespace OrderGrains.Tests.Skus;

public sealed class SkuFileTests
{
    private const string Csv = """
        sku;ean;id;option;vtexSku;seller;multiplier;name
        A300;;;;1001;;;Açaí 300 ml
        ;7891;;;1002;loja2;;
        ;;P-9;;1003;;0,05;"Queijo; fatiado"
        A300;;;Granola;2001;;;
        ;;;op-7;2002;;;
        """;

    [Fact]
    public void A_line_is_found_by_its_sku_else_by_its_ean_else_by_its_id()
    {
        var book = Read(Csv);

        Assert.Equal("1001", book.Of(new() { Sku = "A300", Ean = "7891", Id = "P-9" })?.VtexSku);
        Assert.Equal(("1002", "loja2"), (book.Of(new() { Sku = "?", Ean = "7891", Id = "P-9" })?.VtexSku, book.Of(new() { Ean = "7891" })?.Seller));
        var weighed = book.Of(new() { Sku = "P-9", Id = "P-9" });
        Assert.Equal(("1003", 0.05m, "Queijo; fatiado"), (weighed?.VtexSku, weighed?.Multiplier, weighed?.Name));
        Assert.Null(book.Of(new() { Sku = "P-9", Ean = "A300", Id = "7891" }));
    }

    [Fact]
    public void An_option_is_found_by_id_or_label_of_its_dish_else_of_any()
    {
        var book = Read(Csv);
        var dish = new OrderLine { Sku = "A300" };

        Assert.Equal("2001", book.Of(dish, new("Complementos", " GRANOLA ", 1, 2))?.VtexSku);
        Assert.Null(book.Of(new() { Sku = "B" }, new("Complementos", "Granola", 1, 2)));
        Assert.Equal("2002", book.Of(new() { Sku = "B" }, new(null, "Mel", 1, 0) { Id = "op-7" })?.VtexSku);
        Assert.Null(book.Of(dish, new(null, null, 1, 0)));
    }

    [Fact]
    public void The_same_may_be_said_in_JSON_and_with_commas()
    {
        var json = Read("""
            { "skus": [ { "sku": "A", "vtexSku": "1", "multiplier": 0.5 }, // a note
              { "option": "x", "vtexSku": "2" }, ] }
            """);
        Assert.Equal((2, 0.5m), (json.Count, json.Of(new() { Sku = "A" })?.Multiplier));
        Assert.Equal("1", Read("""[ { "sku": "A", "vtexSku": "1" } ]""").Of(new() { Sku = "A" })?.VtexSku);
        Assert.Equal(0.5m, Read("\uFEFFSKU,VtexSku,multiplier\r\nA,1,0.5\r\n\r\n").Of(new() { Sku = "A" })?.Multiplier);
    }

    [Theory]
    [InlineData(0.35, 7, true)]
    [InlineData(0.36, 8, false)]
    [InlineData(2, 40, true)]
    [InlineData(0.001, 1, false)]
    public void What_is_weighed_is_whole_multiples_the_last_one_begun_counted(double kilos, int pieces, bool divides)
    {
        var row = Read(Csv).Of(new() { Id = "P-9" })!;
        Assert.Equal((pieces, divides), (row.Pieces((decimal)kilos), row.Divides((decimal)kilos)));
    }

    [Theory]
    [InlineData("", "The file has no rows.")]
    [InlineData("sku,vtexSku\n", "The file has no rows.")]
    [InlineData("sku,vtexSko\nA,1", "The header names vtexSko, which is none of sku, ean, id, option, vtexSku, seller, multiplier, name.")]
    [InlineData("sku,vtexSku\nA,", "Row 1: It has no vtexSku.")]
    [InlineData("sku,vtexSku\nA,1\n,2", "Row 2: It has no sku, no ean, no id and no option.")]
    [InlineData("sku,vtexSku\nA,1\nA,2", "Row 2: another row is about A already.")]
    [InlineData("sku,vtexSku\nA,1,2", "Row 1: It has more fields than the header.")]
    [InlineData("sku,vtexSku,multiplier\nA,1,many", "Row 1: The multiplier is no number.")]
    [InlineData("sku,vtexSku,multiplier\nA,1,0", "Row 1: The multiplier is 0.001 to 10,000.")]
    [InlineData("sku,vtexSku\nA,\"1", "Line 2 is not as expected: a quotation mark is open.")]
    [InlineData("[ { \"sku\": \"A\",\n\"vtex\": \"1\" } ]", "Line 2 is not as expected ($[0].vtex).")]
    [InlineData("[ null ]", "Row 1: It is null.")]
    [InlineData("{", "Line 1 is not as expected ($).")]
    public void A_mistake_is_told_with_its_place(string text, string told) =>
        Assert.Equal(told, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void A_sheet_in_an_old_encoding_is_told() =>
        Assert.Equal("The file is not UTF-8.", Assert.Throws<FormatException>(() => SkuFile.Parse(Encoding.Latin1.GetBytes("sku,name\nA,Açaí"))).Message);

    private static SkuBook Read(string text) => SkuFile.Parse(Encoding.UTF8.GetBytes(text));
}
