using System.Text;
using System.Text.Json;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

public sealed class PackedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(4_096)]
    [InlineData(600_000)]
    public void Whatever_is_packed_comes_back(int length)
    {
        var (text, noise) = (new byte[length], new byte[length]);
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"message\":\"Pagamento\"},", (length / 20) + 1))).AsSpan(0, length).CopyTo(text);
        new Random(length).NextBytes(noise);

        foreach (var bytes in (byte[][])[text, noise])
        {
            Assert.Equal(bytes, length == 0 ? [] : Unpack(Packed.Pack(bytes)));
        }
    }

    [Fact]
    public void What_becomes_shorter_is_packed_and_what_does_not_stays_as_it_is()
    {
        var (text, noise) = (new byte[2_000], new byte[2_000]);
        new Random(1).NextBytes(noise);

        Assert.InRange(Packed.Pack(text).Length, 2, 200);
        Assert.Equal(noise, Packed.Pack(noise));
    }

    [Fact]
    public void Damaged_bytes_are_an_error()
    {
        var packed = Packed.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(number => $"{{\"line\":{number}}}"))));

        for (var length = 1; length < packed.Length; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(packed[..length]));
        }

        Assert.Throws<InvalidDataException>(() => Packed.Unpack(packed, Checksum.Of(packed) ^ 1));
        Assert.Throws<InvalidDataException>(() => Unpack([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]));
    }

    [Fact]
    public async Task An_order_longer_than_a_page_is_stored_shorter_and_reads_and_exports_as_it_is()
    {
        await using var fixture = new SqliteFixture();
        await using var store = await fixture.OpenAsync();
        var order = Some.Order("long");
        var write = Change.First(order, Change.Grow, Change.Received(Change.Noon, "{\"total\": 10}"));
        Assert.InRange(write.Bytes.Length, 4 * Packed.OnePage, int.MaxValue);
        await Within.Reason(store.WriteAsync(write));

        Assert.InRange((long)fixture.Ask("SELECT length(record) FROM orders")!, 500, write.Bytes.Length / 4);
        Assert.Equal(write.Bytes.ToArray(), (await Within.Reason(store.FindAsync(order, default)))!.Bytes.ToArray());
        using var exported = JsonDocument.Parse(OrderExports.Read(fixture.DataDirectory, order, KeyRing.None)!);
        var (record, log) = (exported.RootElement.GetProperty("record"), exported.RootElement.GetProperty("log"));
        Assert.Equal($"{order}", record.GetProperty("head").GetProperty("id").GetString());
        Assert.Equal("{\"total\": 10}", Assert.Single(log.EnumerateArray()).GetProperty("body").GetString());
        Assert.Null(OrderExports.Read(fixture.DataDirectory, Some.Order("none"), KeyRing.None));
    }

    private static byte[] Unpack(byte[] stored) => Packed.Unpack(stored, Checksum.Of(stored));
}
