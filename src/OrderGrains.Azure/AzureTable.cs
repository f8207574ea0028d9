using Azure;
using Azure.Data.Tables;

namespace OrderGrains.Azure;

/// <summary>Rows of one table.</summary>
internal sealed class AzureTable(TableClient table) : IEntityTable
{
    private const string Value = "Value";
    private const string Bytes = "Bytes";

    /// <inheritdoc/>
    public async Task<string> UpsertAsync(RowKey key, string value, CancellationToken cancellationToken)
    {
        var row = new TableEntity(key.Partition, key.Key) { [Value] = value };
        var written = await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
        return written.Headers.ETag.ToString()!;
    }

    /// <inheritdoc/>
    public async Task<bool> WriteAsync(RowKey key, string value, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(key.Partition, key.Key) { [Value] = value, [Bytes] = bytes.ToArray() };
        try
        {
            _ = etag is null
                ? await table.AddEntityAsync(row, cancellationToken).ConfigureAwait(false)
                : await table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412 && exception.ErrorCode != "TableNotFound")
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken)
    {
        try
        {
            var gone = await table.DeleteEntityAsync(
                key.Partition, key.Key, etag is null ? ETag.All : new ETag(etag), cancellationToken).ConfigureAwait(false);
            return gone.Status != 404; // The client returns that status, and throws the others.
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken)
    {
        var read = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Key, cancellationToken: cancellationToken).ConfigureAwait(false);
        return read.HasValue ? RowOf(read.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {range.Partition} and RowKey gt {range.After} and RowKey lt {range.Before}");
        var page = new List<EntityRow>(limit);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            page.Add(RowOf(row));
            if (page.Count == limit)
            {
                break;
            }
        }

        return page;
    }

    private static EntityRow RowOf(TableEntity entity) =>
        new(new(entity.PartitionKey, entity.RowKey), entity.GetString(Value) ?? "", entity.GetBinary(Bytes), entity.ETag.ToString());
}
