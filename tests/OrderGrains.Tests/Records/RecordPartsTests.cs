using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Records;

/// <summary>The parts of a record that turns add to without reading them.</summary>
public class RecordPartsTests
{
    [Fact]
    public void A_message_is_found_by_its_whole_id_and_with_its_last_epoch()
    {
        var seen = new SeenMessages().Add("ab", 3).Add("b", 40).Add("ba", 500).Add("ab", 7);

        Assert.Equal((7, 40, 500), (seen.EpochOf("ab"), seen.EpochOf("b"), seen.EpochOf("ba")));
        Assert.Null(seen.EpochOf("a"));
        Assert.Equal([new("b", 40), new("ba", 500), new("ab", 7)], seen);
        Assert.Equal("""["b",40,"ba",500,"ab",7]""", Encoding.UTF8.GetString(seen.Json.Span));
    }

    [Theory]
    [InlineData("a", "b,c")]
    [InlineData("b", "a,c")]
    [InlineData("c", "a,b")]
    [InlineData("d", "a,b,c")]
    public void A_message_is_forgotten_wherever_it_stands(string id, string left)
    {
        var seen = new SeenMessages().Add("a", 1).Add("b", 2).Add("c", 3).Remove(id);
        Assert.Equal(left.Split(','), seen.Select(message => message.Id));
        Assert.Equal(left.Split(',').Length, seen.Count);
    }

    [Fact]
    public void The_oldest_messages_are_forgotten_where_there_are_too_many()
    {
        var seen = Enumerable.Range(1, Limits.MaxSeen + 10).Aggregate(new SeenMessages(), (seen, number) => seen.Add($"m{number}", number));

        Assert.Equal(Enumerable.Range(11, Limits.MaxSeen), seen.Select(message => message.Epoch));
        Assert.Equal(0, new SeenMessages().Add("m", 1).Remove("m").Count);
        Assert.Equal(0, default(SeenMessages).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a\"b")]
    [InlineData("é")]
    public void An_id_that_could_be_taken_for_another_is_none(string id) => Assert.Throws<ArgumentException>(() => new SeenMessages().Add(id, 1));

    [Fact]
    public void A_timeline_keeps_its_last_lines()
    {
        var timeline = new Timeline();
        for (var line = 1; line <= Limits.MaxTimeline + 3; line++)
        {
            timeline = timeline.Add([LogEntry.Of(Line($"[{line}]")), LogEntry.Of(Line($"{{\"{line}\","))]);
            Assert.Equal(timeline.Count, timeline.Select(each => each.Message).Distinct().Count());
        }

        Assert.Equal(Limits.MaxTimeline, timeline.Count);
        Assert.Equal($"[{4 + (Limits.MaxTimeline / 2)}]", timeline[0].Message);
        Assert.Equal($"{{\"{Limits.MaxTimeline + 3}\",", timeline[^1].Message);
        Assert.Equal(Limits.MaxTimeline, timeline.Add([.. Enumerable.Range(0, 50).Select(line => LogEntry.Of(Line($"{line}")))]).Count);
    }

    [Fact]
    public void A_record_that_somebody_formatted_or_edited_is_read_all_the_same()
    {
        var order = new Scenario(Some.OpaboxOrder);
        order.Opabox(1);
        order.Opabox(2);
        var stored = RecordCodec.Write(order.Record);

        var edited = JsonNode.Parse(stored)!;
        edited["body"]!["content"]!["customer"]!["name"] = "Ana Maria Souza de Andrade";
        foreach (var text in (string[])[edited.ToJsonString(), edited.ToJsonString(new() { WriteIndented = true })])
        {
            var read = RecordCodec.Read(Encoding.UTF8.GetBytes(text));
            Assert.Equal("Ana Maria Souza de Andrade", read.State.Content!.Customer.Name);
            Assert.Equal(order.Record.Timeline, read.Timeline);
            Assert.Equal(order.Record.Seen, read.Seen);
            Assert.Equal(Encoding.UTF8.GetString(RecordCodec.Write(read)), Encoding.UTF8.GetString(RecordCodec.Write(RecordCodec.Read(RecordCodec.Write(read)))));
        }
    }

    [Fact]
    public void A_record_that_is_cut_off_or_damaged_is_an_error()
    {
        var order = new Scenario(Some.OpaboxOrder);
        order.Opabox(1);
        var stored = RecordCodec.Write(order.Record);

        for (var length = 0; length < stored.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(stored.AsMemory(0, length)));
        }

        Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes("[]")));
        Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes("""{"form":2}""")));
    }

    private static TimelineLine Line(string message) =>
        new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), null, "OPABOX status 2", Direction.In, LineStatus.Success, message);
}
