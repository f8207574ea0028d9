using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderGrains.Embedded;
using OrderGrains.Embedded.Storage;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

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
            Assert.Equal(bytes, length == 0 ? [] : Packed.Unpack(Packed.Pack(bytes)));
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
            Assert.Throws<InvalidDataException>(() => Packed.Unpack(packed[..length]));
        }

        Assert.Throws<InvalidDataException>(() => Packed.Unpack([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]));
    }

    [Fact]
    public async Task An_order_longer_than_a_page_is_stored_shorter_and_reads_lists_and_exports_as_it_is()
    {
        await using var fixture = new EmbeddedFixture();
        await fixture.StartAsync();
        var order = Some.Order("long");
        for (var change = 1; change <= 40; change++)
        {
            var message = Message.Webhook(Some.Tenant, "opabox", Encoding.UTF8.GetBytes($"{change}"));
            await Within.Reason(fixture.Engine.SubmitAsync(order, new ReportOpaboxStatus(1, Some.Content(change), []), message));
        }

        Assert.InRange(RecordCodec.Write((await fixture.Engine.ReadAsync(order))!.Record).Length, Packed.OnePage + 1, int.MaxValue);
        await fixture.StopAsync();
        Assert.InRange(Stored(fixture), 500, Packed.OnePage);

        using var exported = JsonDocument.Parse(OrderExports.Read(fixture.DataDirectory, order)!);
        var (record, log) = (exported.RootElement.GetProperty("record"), exported.RootElement.GetProperty("log"));
        Assert.Equal(Limits.MaxTimeline, record.GetProperty("body").GetProperty("timeline").GetArrayLength());
        Assert.Equal(Enumerable.Range(1, 40).Select(change => $"{change}"), log.EnumerateArray()
            .Where(entry => entry.TryGetProperty("kind", out var kind) && kind.GetString() == "received").Select(entry => entry.GetProperty("body").GetString()));

        await fixture.StartAsync();
        Assert.Equal(40, (await fixture.Engine.ReadAsync(order))!.Record.State.Content!.Total);
        await fixture.StopAsync();
    }

    private static long Stored(EmbeddedFixture fixture)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(fixture.DataDirectory, "orders.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT length(record) FROM orders";
        return (long)command.ExecuteScalar()!;
    }
}
