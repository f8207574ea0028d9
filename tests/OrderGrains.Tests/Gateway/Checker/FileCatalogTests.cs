using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Checker.Catalogs;

namespace OrderGrains.Tests.Gateway.Checker;

public sealed class FileCatalogTests : IDisposable
{
    private const string Good = """
        { // As docs/checker.md shows it.
          "items": [
            { "sku": "1001", "name": "Camiseta", "price": 49.90, "stock": 12, "minimum": 2, "maximum": 6, "weight": 200 },
            { "sku": "1002", "stock": 0 },
            { "sku": "1003", "price": 10 } ],
          "delivery": [
            { "id": "PAC", "name": "PAC", "from": "13000-000", "to": "13999-999", "price": 10.01, "estimate": "3bd" },
            { "id": "Moto", "from": "13000-000", "to": "13099-999", "price": 5, "listPrice": 8, "maximumWeight": 1000 } ] }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly CapturedLog _log = new();
    private readonly FileCatalog _catalog;
    private DateTime _writes = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    public FileCatalogTests()
    {
        _catalog = new(_clock, _log.CreateLogger<FileCatalog>());
        Write(Good);
    }

    private string CatalogFile => _folder["catalog.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_what_is_sold_and_how_it_is_delivered()
    {
        var answer = await AskAsync("13025230", ("1001", 5), ("1002", 1), ("1003", 1), ("1004", 1));

        Assert.Equal(["available", "withoutStock", "available", null], answer.Items.Select(item => item.Availability));
        Assert.Equal(
            ("Camiseta", 49.90m, 12m, 2m, 6m),
            (answer.Items[0].Name, answer.Items[0].UnitPrice, answer.Items[0].QuantityLeft, answer.Items[0].MinimumQuantity, answer.Items[0].MaximumQuantity));
        Assert.Equal(
            new ShippingOption[] { new("PAC", "PAC", 5.01m, 5.01m, 0, "delivery", "3bd"), new("Moto", "Moto", 2.5m, 4m, 0, "delivery", null) },
            answer.Items[0].Options.ToArray());
        Assert.Equal(10.01m, answer.Items.Sum(item => item.Options.FirstOrDefault()?.Price ?? 0));
        Assert.Null(answer.Note);
    }

    [Theory]
    [InlineData("12999999", "cannotBeDelivered")]
    [InlineData("13000000", "available")]
    [InlineData("13999999", "available")]
    [InlineData("14000000", "cannotBeDelivered")]
    public async Task A_range_of_CEPs_holds_both_its_ends(string cep, string word) =>
        Assert.Equal(word, (await AskAsync(cep, ("1003", 1))).Items[0].Availability);

    [Fact]
    public async Task Too_heavy_an_order_is_not_offered_what_cannot_carry_it()
    {
        Assert.Equal(2, (await AskAsync("13025230", ("1001", 5))).Items[0].Options.Length);
        Assert.Equal("PAC", Assert.Single((await AskAsync("13025230", ("1001", 6))).Items[0].Options).Id);
    }

    [Fact]
    public async Task Stock_counts_over_all_lines_of_a_SKU()
    {
        Assert.Equal("available", (await AskAsync("13025230", ("1001", 6), ("1001", 6))).Items[0].Availability);
        var short1 = (await AskAsync("13025230", ("1001", 6), ("1001", 7))).Items[1];
        Assert.Equal(("itemQuantityNotAvailable", 12m), (short1.Availability, short1.QuantityLeft));
    }

    [Fact]
    public async Task A_changed_file_is_read_again_once_it_is_looked_at()
    {
        await AskAsync("13025230", ("1003", 1));
        Write(Good.Replace("\"price\": 10 }", "\"price\": 11 }", StringComparison.Ordinal));
        Assert.Equal(10m, (await AskAsync("13025230", ("1003", 1))).Items[0].UnitPrice);

        _clock.Advance(WatchedFiles.LookEvery);
        Assert.Equal(11m, (await AskAsync("13025230", ("1003", 1))).Items[0].UnitPrice);
    }

    [Theory]
    [InlineData("{")]
    [InlineData(null)]
    public async Task A_broken_file_leaves_the_last_good_one_and_says_so(string? broken)
    {
        await AskAsync("13025230", ("1003", 1));
        Write(broken);
        for (var look = 0; look < 3; look++)
        {
            _clock.Advance(WatchedFiles.LookEvery);
            var answer = await AskAsync("13025230", ("1003", 1));
            Assert.Equal((10m, "The catalog file is broken; the last good one answered"), (answer.Items[0].UnitPrice, answer.Note));
        }

        Assert.Single(_log.Lines, line => line.Text.Contains("is broken", StringComparison.Ordinal));
        Write(Good);
        _clock.Advance(WatchedFiles.LookEvery);
        Assert.Null((await AskAsync("13025230", ("1003", 1))).Note);
    }

    [Fact]
    public async Task A_file_that_was_never_good_is_a_catalog_that_is_down()
    {
        Write("[]");
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync("13025230", ("1003", 1)));
    }

    [Theory]
    [InlineData("""{ "items": [] }""", "The catalog has no items.")]
    [InlineData("{ \"items\": [\n{ \"sku\": \"1\", \"prise\": 1 } ] }", "Line 2 is not as expected ($.items[0].prise).")]
    [InlineData("""{ "items": [ { "sku": "" } ] }""", "Item 1: It has no sku.")]
    [InlineData("""{ "items": [ { "sku": "1" }, { "sku": "1" } ] }""", "SKU 1 stands there 2 times.")]
    [InlineData("""{ "items": [ { "sku": "1", "price": -0.01 } ] }""", "Item 1: The price is below zero.")]
    [InlineData("""{ "items": [ { "sku": "1", "stock": -1 } ] }""", "Item 1: The stock is below zero.")]
    [InlineData("""{ "items": [ { "sku": "1", "minimum": 3, "maximum": 2 } ] }""", "Item 1: The maximum is below the minimum.")]
    [InlineData("""{ "items": [ { "sku": "1" } ], "delivery": [ { "id": "PAC", "from": "1", "to": "2", "price": 1 } ] }""",
        "Delivery 1: A CEP of eight digits is expected in from and to.")]
    [InlineData("""{ "items": [ { "sku": "1" } ], "delivery": [ { "id": "PAC", "from": "20000000", "to": "10000000", "price": 1 } ] }""",
        "Delivery 1: The CEP in from is above the one in to.")]
    public void A_mistake_in_the_file_is_told_at_start(string json, string told)
    {
        Write(json);
        var settings = new OrderGrainsSettings { Tenants = { ["acme"] = new() { Checker = { Catalog = "File", CatalogFile = CatalogFile } } } };
        Assert.Equal(
            new("OrderGrains:Tenants:acme:Checker:CatalogFile", told),
            Assert.Single(OrderGrains.Gateway.CatalogFileProblems.Of(settings)));
    }

    /// <summary>Each write at a time of its own, as writes of a running program are.</summary>
    private void Write(string? json)
    {
        if (json is null)
        {
            File.Delete(CatalogFile);
            return;
        }

        File.WriteAllText(CatalogFile, json);
        File.SetLastWriteTimeUtc(CatalogFile, _writes += TimeSpan.FromSeconds(1));
    }

    private Task<CatalogAnswer> AskAsync(string cep, params (string Sku, int Quantity)[] lines) => _catalog.AskAsync(
        CatalogFile, new(cep, [.. lines.Select(line => new CatalogLine(line.Sku, line.Quantity, null))], null));
}
