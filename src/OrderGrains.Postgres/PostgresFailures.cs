namespace OrderGrains.Postgres;

/// <summary>Groups failures by the index that has them alone: however many orders there are, only what failed is read.</summary>
internal sealed class PostgresFailures(PostgresDatabase database) : IFailureIndex
{
    /// <inheritdoc/>
    public async Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default)
    {
        var filter = PostgresFilter.OfFailures(tenant, query);
        var most = filter.Add(IFailureIndex.MaxGroups + 1);
        var groups = await database.AskAsync(
            $"""
            SELECT orders.tenant, orders.channel, orders.external_id, kind.target, kind.operation, kind.code, kind.shape, kind.count, kind.parked, kind.oldest[1], kind.newest
            FROM (
                SELECT tenant, target, operation, code, shape, count(*) AS count, count(*) FILTER (WHERE state = {(int)RequestState.Parked}) AS parked,
                    min(ARRAY[since, order_key]) AS oldest, max(since) AS newest
                FROM owed WHERE {filter.Condition} GROUP BY tenant, target, operation, code, shape
                ORDER BY count(*) DESC, tenant, target, operation, code, shape LIMIT {most}) AS kind
            JOIN orders ON orders.key = kind.oldest[2]
            """,
            row => new FailureGroup(
                row.GetString(0), row.GetString(3), (Operation)row.GetInt16(4), row.GetString(5), row.TextOrNull(6), (int)row.GetInt64(7), (int)row.GetInt64(8),
                row.Time(9), row.Time(10), PostgresIndex.OrderAt(row, 0)),
            cancellationToken,
            [.. filter.Values]).ConfigureAwait(false);
        return FailureGroups.Of(groups);
    }
}
