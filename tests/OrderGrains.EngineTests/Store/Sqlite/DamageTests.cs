using System.Text;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>Bytes on the disk that are not those that were written.</summary>
public sealed class DamageTests : SqliteTests
{
    private const int Page = 4096;
    private const string Payload = "the payload as it crossed the wire";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Twelve_pages_that_were_damaged_after_an_orderly_stop_are_found_before_anything_is_served(int seed)
    {
        await WriteAsync(300);
        await Store.CloseAsync();
        var random = new Random(seed);
        await using (var file = new FileStream(Fixture.Database, FileMode.Open, FileAccess.Write))
        {
            for (var page = 0; page < 12; page++)
            {
                file.Position = Page * random.NextInt64(1, file.Length / Page);
                var noise = new byte[Page];
                random.NextBytes(noise);
                await file.WriteAsync(noise);
            }
        }

        await RefusedAsync("is damaged");
    }

    [Theory]
    [InlineData("Açaí", "the record of o7 is not what was written")]
    [InlineData(Payload, "of the log is not what was written")]
    public async Task A_byte_that_changed_within_a_record_or_the_log_is_found_before_anything_is_served(string text, string finding)
    {
        await Within.Reason(Store.WriteAsync(Change.First(
            Some.Order("o7"), Change.State(state => state with { Content = Some.Content() }), Change.Received(Change.Noon, Payload))));
        await Store.CloseAsync();
        await FlipAsync(text);

        await RefusedAsync(finding);
    }

    [Fact]
    public async Task A_record_that_is_found_damaged_ends_the_process_and_the_next_start_is_refused()
    {
        await WriteAsync(3);
        Fixture.Ask("UPDATE orders SET record = record || x'00' WHERE external_id = 'o1'");

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Store.FindAsync(Some.Order("o1"), default)));
        var told = Assert.IsType<DamagedException>(await Within.Reason(Fixture.Fatal));
        Assert.Contains("is damaged (What is stored is not what was written.)", told.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Store.WriteAsync(Change.First(Some.Order("late")))));

        await Store.CloseAsync();
        await RefusedAsync("the record of o1 is not what was written");
    }

    [Fact]
    public async Task A_database_too_large_for_the_time_at_a_start_is_looked_through_as_far_as_that_goes()
    {
        await WriteAsync(300);
        using var connection = Database.OpenForReading(Fixture.Database);

        Assert.False(Soundness.DemandWithin(TimeSpan.Zero, connection, Fixture.Database));
        Assert.True(Soundness.DemandWithin(Within.Patience, connection, Fixture.Database));
    }

    private Task WriteAsync(int orders) => Within.Reason(Task.WhenAll(
        Enumerable.Range(0, orders).Select(i => Store.WriteAsync(Change.First(Some.Order($"o{i}"), Change.State(state => state with { Content = Some.Content() }))))));

    private async Task RefusedAsync(string finding)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync);
        Assert.Contains(finding, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refusal.Message, StringComparison.Ordinal);
    }

    private async Task FlipAsync(string text)
    {
        var bytes = await File.ReadAllBytesAsync(Fixture.Database);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(Fixture.Database, bytes);
    }
}
