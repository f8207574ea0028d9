using System.Buffers;
using System.Text;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store;

public sealed class LogEntriesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_entries_of_a_write_come_back_as_they_were()
    {
        var line = new TimelineLine(At, "m1", "OPABOX status 2", Direction.In, LineStatus.Success, "Pagamento confirmado: não é R$ 0,00");
        var payload = Encoding.UTF8.GetBytes("{\"id\": \"ç\"}");
        LogEntry[] entries = [new(At.AddTicks(-1), "received", payload), new(At.AddDays(1), "answer none in 12 ms", default), LogEntry.Of(line)];

        var read = LogEntries.Read(At, Row(entries));

        Assert.Equal(3, read.Count);
        Assert.Equal("received", read[0].PayloadKind);
        Assert.Equal(payload, read[0].Body.ToArray());
        Assert.Equal(("answer none in 12 ms", 0), (read[1].PayloadKind, read[1].Body.Length));
        Assert.Equal(line, read[2].Line);
        Assert.Equal(entries.Select(entry => entry.At), read.Select(entry => entry.At));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(20)]
    [InlineData(30)]
    public void A_row_cut_short_is_damaged(int bytes)
    {
        var row = Row([new(At, "received", new byte[20])]);

        Assert.Throws<InvalidDataException>(() => LogEntries.Read(At, row.AsMemory(0, bytes)));
    }

    [Fact]
    public void A_kind_too_long_for_its_length_is_refused()
    {
        Assert.Equal(LogEntries.MaxKind, Row([new(At, new('k', LogEntries.MaxKind), default)])[0]);
        Assert.Throws<ArgumentException>(() => Row([new(At, new('k', LogEntries.MaxKind + 1), default)]));
    }

    private static byte[] Row(IReadOnlyList<LogEntry> entries)
    {
        var row = new ArrayBufferWriter<byte>();
        LogEntries.Write(At, entries, row);
        return row.WrittenSpan.ToArray();
    }
}
