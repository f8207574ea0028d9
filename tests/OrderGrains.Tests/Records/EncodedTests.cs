using System.Collections.Immutable;
using System.Text.Json;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Records;

/// <summary>Parts of a record that stay as they are stored until someone asks for them.</summary>
public class EncodedTests
{
    private static readonly OrderContent Dish = new()
    {
        StoreId = "7",
        Lines = [new() { Id = "1", Name = "said: \"unknown\":{ \\", Quantity = 1, Price = 20.9m }],
    };

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "a", true)]
    [InlineData("a", "b", true)]
    [InlineData("unknown", null, true)]
    [InlineData("unknown", "a", true)]
    public void Fields_that_nobody_knows_are_no_difference(string? before, string? now, bool same) =>
        Assert.Equal(same, Contents.Same(Stored(With(Dish, before)), Encoded.Of(With(Dish, now))));

    [Fact]
    public void A_known_field_is_a_difference_whatever_nobody_knows()
    {
        var dearer = Dish with { Total = 21m };
        Assert.False(Contents.Same(Stored(Dish), Encoded.Of(dearer)));
        Assert.False(Contents.Same(Stored(With(Dish, "a")), Encoded.Of(With(dearer, "a"))));
        Assert.False(Contents.Same(Stored(Dish), Encoded.Of(Dish with { Lines = [] })));
        Assert.True(Contents.Same(Stored(With(new(), "a")), Encoded.Of(new OrderContent())));
    }

    [Fact]
    public void A_turn_writes_what_it_did_not_read_as_it_was_stored()
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        order.Opabox(1);
        var stored = RecordCodec.Write(order.Record);

        var read = RecordCodec.Read(stored);
        Assert.Equal(stored, RecordCodec.Write(read));
        Assert.Equal(order.Record.State.Content!.Lines[0].Name, read.State.Content!.Lines[0].Name);
        Assert.Equal(order.Record.Timeline, read.Timeline);
        Assert.Equal(stored, RecordCodec.Write(read));
    }

    [Fact]
    public void A_part_of_the_wrong_shape_says_so_when_it_is_asked_for()
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        order.Opabox(1);
        var stored = RecordCodec.Write(order.Record);
        var content = order.Record.State.StoredContent!.Json;
        var at = stored.AsSpan().IndexOf(content);
        stored.AsSpan(at, content.Length).Fill((byte)' '); // As long, so that the record still says how long it is.
        "[1]"u8.CopyTo(stored.AsSpan(at));

        var read = RecordCodec.Read(stored);
        Assert.Throws<JsonException>(() => read.State.Content);
    }

    private static Encoded<OrderContent> Stored(OrderContent content) => Encoded.Stored<OrderContent>(Encoded.Of(content).Json.ToArray());

    private static OrderContent With(OrderContent content, string? unknown) => unknown is null
        ? content
        : content with { Unknown = ImmutableSortedDictionary<string, string>.Empty.Add(unknown, "1").Add("z", "\"unknown\":2") };
}
