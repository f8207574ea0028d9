using System.Text;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Sealed;

public sealed class SealTests
{
    private static readonly OrderId Order = Some.Order("o1");

    [Fact]
    public void A_record_comes_back_byte_for_byte_and_shows_no_more_than_its_head()
    {
        foreach (var write in (OrderWrite[])[Change.First(Order), Change.First(Order, Change.Grow)])
        {
            var stored = Seal.Record(Rings.Old, Order, write.Bytes);
            Assert.Equal("old", Seal.KeyOf(stored.Span));
            Assert.Equal(write.Bytes.ToArray(), Seal.Open(Rings.Rotated, Order, stored).ToArray());
            Assert.Throws<System.Text.Json.JsonException>(() => RecordCodec.Read(stored));
            var text = Encoding.Latin1.GetString(stored.Span);
            Assert.Contains("acme/opabox/o1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("firstSeenAt", text, StringComparison.Ordinal);
        }

        Assert.True(Seal.Record(Rings.Old, Order, Change.First(Order, Change.Grow).Bytes).Length < Change.First(Order, Change.Grow).Bytes.Length / 2);
    }

    [Fact]
    public void Without_a_key_everything_is_as_it_is()
    {
        var write = Change.First(Order, null, Change.Received(Change.Noon, "1"));
        Assert.Equal(write.Bytes, Seal.Record(KeyRing.None, Order, write.Bytes));
        Assert.Same(write.Log, Seal.Log(KeyRing.None, Order, write.Log));
        Assert.Null(Seal.KeyOf(write.Bytes.Span));
        Assert.Equal(write.Bytes, Seal.Open(Rings.Old, Order, write.Bytes));
    }

    [Fact]
    public void The_entries_of_a_write_are_one_and_come_back_with_their_kinds_and_times()
    {
        LogEntry[] log = [Change.Received(Change.Noon, new('a', 5_000)), Change.Received(Change.Noon.AddTicks(3), ""), new(Change.Noon, null, "{}"u8.ToArray())];
        var stored = Assert.Single(Seal.Log(Rings.Old, Order, log));
        Assert.Equal((Seal.Kind, Change.Noon.AddTicks(3)), (stored.PayloadKind, stored.At));
        Assert.True(stored.Body.Length < 1_000); // Packed before.
        var opened = Seal.Open(Rings.Rotated, Order, [stored]);
        Assert.Equal(log.Select(entry => (entry.At, entry.PayloadKind, Convert.ToHexString(entry.Body.Span))), opened.Select(entry => (entry.At, entry.PayloadKind, Convert.ToHexString(entry.Body.Span))));
    }

    [Fact]
    public void Nothing_opens_under_another_order_or_key_or_after_a_change_of_any_byte()
    {
        var record = Seal.Record(Rings.Old, Order, Change.First(Order).Bytes).ToArray();
        var entry = Seal.Log(Rings.Old, Order, [Change.Received(Change.Noon, "said")])[0];
        Assert.Throws<InvalidDataException>(() => Seal.Open(Rings.Old, Some.Order("o2"), record));
        Assert.Throws<InvalidDataException>(() => Seal.Open(Rings.Old, Some.Order("o2"), [entry]));
        Assert.Throws<KeyMissingException>(() => Seal.Open(Rings.New, Order, record));
        Assert.Throws<KeyMissingException>(() => Seal.Open(Rings.New, Order, [entry]));
        Assert.Throws<InvalidDataException>(() => Seal.Open(Rings.Old, Order, [entry with { At = entry.At.AddTicks(1) }]));
        for (var at = 0; at < record.Length; at++)
        {
            var changed = record.ToArray();
            changed[at] ^= 1;
            Assert.True(Fails(() => Seal.Open(Rings.Old, Order, changed).ToArray()), $"byte {at} of the record");
        }

        for (var at = 0; at < entry.Body.Length; at++)
        {
            var changed = entry.Body.ToArray();
            changed[at] ^= 1;
            Assert.True(Fails(() => Seal.Open(Rings.Old, Order, [entry with { Body = changed }])), $"byte {at} of the entry");
        }
    }

    [Fact]
    public void The_same_is_never_encrypted_alike_twice() => Assert.NotEqual(
        Seal.Record(Rings.Old, Order, Change.First(Order).Bytes).ToArray(), Seal.Record(Rings.Old, Order, Change.First(Order).Bytes).ToArray());

    [Theory]
    [InlineData("no colon")]
    [InlineData("a:AAAA")]
    [InlineData(":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_ring_is_none(params string[] keys) => Assert.Null(KeyRing.Parse(keys));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_opens_without_the_key_of_its_newest_order_says_so(bool forgotten)
    {
        var (memory, log) = (new MemoryStore(), new CapturedLog());
        var before = new SealedStore(memory, () => Rings.Old, log.CreateLogger("before"));
        await before.OpenAsync(default);
        await before.WriteAsync(Change.First(Order));
        await new SealedStore(memory, () => forgotten ? Rings.New : Rings.Rotated, log.CreateLogger("after")).OpenAsync(default);

        Assert.Equal(forgotten, log.All.Contains("Error after What is stored is encrypted under key old", StringComparison.Ordinal));
        Assert.Equal(forgotten ? 1 : 0, log.Lines.Count);
    }

    private static bool Fails(Func<object> open)
    {
        try
        {
            open();
            return false;
        }
        catch (Exception exception) when (exception is InvalidDataException or KeyMissingException or System.Text.Json.JsonException or RecordTooNewException)
        {
            return true;
        }
    }
}
