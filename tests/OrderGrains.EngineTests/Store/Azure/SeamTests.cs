using OrderGrains.Azure;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>What blobs and table promise to everything that stands on them.</summary>
public class SeamTests : KeyValueTests
{
    [Fact]
    public async Task A_blob_is_written_where_nothing_stands_or_under_the_ETag_that_was_read()
    {
        Assert.Null(await World.Blobs.ReadAsync("some/one.json", default));
        Assert.Null(await World.Blobs.WriteAsync("some/one.json", "a"u8.ToArray(), "\"0x1\"", default));
        var first = await World.Blobs.WriteAsync("some/one.json", "a"u8.ToArray(), null, default);
        Assert.Equal(first, (await World.Blobs.ReadAsync("some/one.json", default))!.ETag);
        Assert.Null(await World.Blobs.WriteAsync("some/one.json", "b"u8.ToArray(), null, default));
        var second = await World.Blobs.WriteAsync("some/one.json", default, first, default); // No bytes are a value too.

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await World.Blobs.WriteAsync("some/one.json", "c"u8.ToArray(), first, default));
        Assert.Empty((await World.Blobs.ReadAsync("some/one.json", default))!.Bytes);
        Assert.NotEqual(second, await World.Blobs.WriteAsync("some/one.json", default, second, default)); // The same bytes once more.
    }

    [Fact]
    public async Task Of_writes_under_one_ETag_one_is_done()
    {
        var etag = await World.Blobs.WriteAsync("some/one.json", "a"u8.ToArray(), null, default);
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            World.Blobs.WriteAsync("some/one.json", new[] { (byte)number }, etag, default)));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            World.Blobs.WriteAsync("some/two.json", new[] { (byte)number }, null, default)));

        Assert.Single(written, one => one is not null);
        Assert.Single(made, one => one is not null);
    }

    [Fact]
    public async Task Names_are_listed_by_their_beginning_until_they_are_removed()
    {
        foreach (var name in (string[])["log/a/1", "log/b/2", "log/a/2", "log/a.log/1"])
        {
            await World.Blobs.WriteAsync(name, "x"u8.ToArray(), null, default);
        }

        await World.Blobs.DeleteAsync("log/a/1", default);
        await World.Blobs.DeleteAsync("log/a/1", default);
        Assert.Equal(["log/a/2"], await World.Blobs.NamesAsync("log/a/", default));
        Assert.Equal(["log/a.log/1", "log/a/2", "log/b/2"], await World.Blobs.NamesAsync("log/", default));
        Assert.Null(await World.Blobs.ReadAsync("log/a/1", default));
    }

    [Fact]
    public async Task A_name_is_held_by_one_at_a_time()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.False(await World.Blobs.IsHeldAsync(BlobNames.Copy, default));
        Assert.True(await World.Blobs.HoldAsync(BlobNames.Copy, one));
        Assert.True(await World.Blobs.HoldAsync(BlobNames.Copy, one)); // Holds it on.
        Assert.False(await World.Blobs.HoldAsync(BlobNames.Copy, other));
        Assert.True(await World.Blobs.IsHeldAsync(BlobNames.Copy, default));
        await World.Blobs.ReleaseAsync(BlobNames.Copy, one);
        Assert.True(await World.Blobs.HoldAsync(BlobNames.Copy, other));
        await World.Blobs.ReleaseAsync(BlobNames.Copy, other);
    }

    [Fact]
    public async Task A_row_with_bytes_is_written_where_none_stands_or_under_the_ETag_that_was_read()
    {
        var (at, bytes) = (new RowKey("lanes", "due.acme.vtex"), new byte[64_000]);
        new Random(1).NextBytes(bytes);
        Assert.False(await World.Table.WriteAsync(at, "a", default, "W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"", default));
        Assert.True(await World.Table.WriteAsync(at, "a", bytes, null, default));
        Assert.False(await World.Table.WriteAsync(at, "b", default, null, default));
        var first = await World.Table.ReadAsync(at, default);
        Assert.True(await World.Table.WriteAsync(at, "c", default, first!.ETag, default));
        Assert.False(await World.Table.WriteAsync(at, "d", default, first.ETag, default));
        var second = await World.Table.ReadAsync(at, default);

        Assert.Equal(bytes, first.Bytes.ToArray());
        Assert.Equal(("c", 0), (second!.Value, second.Bytes.Length));
        Assert.Equal(await World.Table.UpsertAsync(at, "e", default), (await World.Table.ReadAsync(at, default))!.ETag);
    }

    [Fact]
    public async Task A_row_is_replaced_read_and_removed()
    {
        var at = new RowKey("id.acme", "v.O'Brien!0020_-..x");
        Assert.Null(await World.Table.ReadAsync(at, default));
        Assert.False(await World.Table.DeleteAsync(at, null, default));
        await World.Table.UpsertAsync(at, "", default);
        var first = await World.Table.ReadAsync(at, default);
        await World.Table.UpsertAsync(at, "\"ção\" 'x' 😀", default);
        var second = await World.Table.ReadAsync(at, default);

        Assert.Equal((at, ""), (first!.At, first.Value));
        Assert.Equal("\"ção\" 'x' 😀", second!.Value);
        Assert.False(await World.Table.DeleteAsync(at, first.ETag, default));
        Assert.True(await World.Table.DeleteAsync(at, second.ETag, default));
        Assert.False(await World.Table.DeleteAsync(at, second.ETag, default));
        Assert.Null(await World.Table.ReadAsync(at, default));
    }

    [Fact]
    public async Task A_page_is_the_first_rows_between_two_texts_in_the_order_of_their_signs()
    {
        string[] keys = ["-", ".", "0", "09", "1", "10", "2", "A", "B", "_", "a", "a.", "a0", "b", "é", new string('k', 512)];
        foreach (var key in keys.Reverse())
        {
            await World.Table.UpsertAsync(new("all.acme.1", key), "", default);
            await World.Table.UpsertAsync(new("all.acme.10", key), "", default);
        }

        Assert.Equal(keys.Where(key => key != "é").Order(StringComparer.Ordinal), await KeysAsync(RowRange.All("all.acme.1")));
        Assert.Equal(["09", "1"], await KeysAsync(new("all.acme.1", "0", "2"), 2));
        Assert.Equal(["09", "1", "10"], await KeysAsync(new("all.acme.1", "0", "2")));
        Assert.Equal(["a.", "a0"], await KeysAsync(RowRange.Under("all.acme.1", "a")));
        Assert.Empty(await KeysAsync(new("all.acme", "", RowRange.End)));
    }

    [Fact]
    public async Task A_range_of_more_rows_than_a_page_is_read_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 250).Select(number => World.Table.UpsertAsync(new("due.acme.vtex", $"{number:D4}"), "", default)));

        Assert.Equal(250, await World.Table.AllAsync(RowRange.All("due.acme.vtex"), default).CountAsync());
        Assert.Equal(128, (await KeysAsync(RowRange.All("due.acme.vtex"), 128)).Count);
        Assert.Equal(250, (await KeysAsync(RowRange.All("due.acme.vtex"), 1000)).Count);
    }

    [Fact]
    public async Task The_longest_value_comes_back()
    {
        var value = new string('ã', 32_000);
        await World.Table.UpsertAsync(new("all.acme.1", "1"), value, default);

        Assert.Equal(value, Assert.Single(await World.Table.PageAsync(RowRange.All("all.acme.1"), 10, default)).Value);
    }

    private async Task<IReadOnlyList<string>> KeysAsync(RowRange range, int limit = 1000) =>
        [.. (await World.Table.PageAsync(range, limit, default)).Select(row => row.At.Key)];
}
