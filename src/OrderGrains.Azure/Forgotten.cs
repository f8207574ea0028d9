namespace OrderGrains.Azure;

/// <summary>Who is to be forgotten: rows of the table.</summary>
internal sealed class Forgotten(IEntityTable table)
{
    private const string Partition = "forgotten";

    /// <summary>All, by their hashes.</summary>
    public async Task<IReadOnlyList<ErasedCustomer>> ReadAsync(CancellationToken cancellationToken) =>
        await table.AllAsync(RowRange.All(Partition), cancellationToken)
            .Select(static row => ErasedCustomer.Parse(row.At.Key, row.Value)).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Keeps one; of two of one hash the last that is put.</summary>
    public Task PutAsync(ErasedCustomer customer, CancellationToken cancellationToken) =>
        table.UpsertAsync(new(Partition, customer.CustomerHash), customer.Kept(), cancellationToken);
}
