using System.Buffers;
using System.Text;
using System.Text.Json;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Records;

/// <summary>The parts of a record that turns add to without reading them.</summary>
public class RecordPartsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_is_found_by_its_whole_id_and_with_its_last_epoch()
    {
        var seen = new SeenMessages().Add("ab", 3).Add("b", 40).Add("ba", 500).Add("ab", 7);

        Assert.Equal((7, 40, 500), (seen.EpochOf("ab"), seen.EpochOf("b"), seen.EpochOf("ba")));
        Assert.Null(seen.EpochOf("a"));
        Assert.Equal([new("b", 40), new("ba", 500), new("ab", 7)], seen);
        Assert.Equal([1, (byte)'b', 40, 2, (byte)'b', (byte)'a', 0xF4, 3, 2, (byte)'a', (byte)'b', 7], seen.Stored.ToArray());
        Assert.Equal(seen, new SeenMessages(seen.Stored.ToArray()));
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
    [InlineData("é")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void An_id_that_is_none_is_not_kept(string id) => Assert.Throws<ArgumentException>(() => new SeenMessages().Add(id, 1));

    [Fact]
    public void A_timeline_keeps_its_last_lines()
    {
        var timeline = new Timeline();
        for (var line = 1; line <= Limits.MaxTimeline + 3; line++)
        {
            timeline = timeline.Add([Line($"[{line}]"), Line($"{{\"{line}\",")]);
            Assert.Equal(timeline.Count, timeline.Select(each => each.Message).Distinct().Count());
        }

        Assert.Equal(Limits.MaxTimeline, timeline.Count);
        Assert.Equal($"[{4 + (Limits.MaxTimeline / 2)}]", timeline[0].Message);
        Assert.Equal($"{{\"{Limits.MaxTimeline + 3}\",", timeline[^1].Message);
        Assert.Equal(Limits.MaxTimeline, timeline.Add([.. Enumerable.Range(0, 50).Select(line => Line($"{line}"))]).Count);
    }

    [Fact]
    public void A_line_of_any_length_direction_and_status_is_stored_as_it_is()
    {
        var lines = new List<TimelineLine>();
        foreach (var direction in Enum.GetValues<Direction>())
        {
            lines.AddRange(Enum.GetValues<LineStatus>().Select(status => new TimelineLine(
                Noon.AddTicks(lines.Count), lines.Count % 2 == 0 ? null : "op", "é", direction, status, new('ã', lines.Count * 20))));
        }

        var timeline = Timeline.Of([.. lines]);
        Assert.Equal(lines, timeline);
        Assert.Equal(lines, new Timeline(timeline.Stored.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_384)]
    [InlineData(int.MaxValue)]
    public void A_number_takes_what_it_needs(int number)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Packing.PutNumber(buffer, number);
        var rest = buffer.WrittenSpan;
        Assert.Equal(number, Packing.TakeNumber(ref rest));
        Assert.True(rest.IsEmpty);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    [InlineData(new byte[] { 0x02, 0x41 })]
    public void What_is_no_number_or_shorter_than_it_says_is_an_error(byte[] bytes) => Assert.Throws<JsonException>(() =>
    {
        ReadOnlySpan<byte> rest = bytes;
        Packing.TakeBytes(ref rest);
    });

    [Fact]
    public void A_record_that_is_cut_off_or_damaged_is_an_error()
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        order.Opabox(1);
        var stored = RecordCodec.Write(order.Record);

        for (var length = 0; length < stored.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(stored.AsMemory(0, length)));
        }

        Assert.ThrowsAny<JsonException>(() => RecordCodec.Read((byte[])[.. stored, 0]));
        for (var at = 0; at < 27; at++)
        {
            foreach (var bit in Enumerable.Range(0, 8))
            {
                byte[] damaged = [.. stored];
                damaged[at] ^= (byte)(1 << bit);
                var error = Record.Exception(() => RecordCodec.Read(damaged));
                var right = at == 1 ? error is RecordTooNewException || damaged[at] == 0 : error is JsonException;
                Assert.True(right || (error is null && at >= 23), $"{at}.{bit}: {error}"); // Any number of repeats may be right.
            }
        }

        Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes("[]")));
        Assert.ThrowsAny<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes("""{"form":1}""")));
    }

    private static TimelineLine Line(string message) =>
        new(Noon, null, "OPABOX status 2", Direction.In, LineStatus.Success, message);
}
