namespace OrderGrains.Sqlite;

/// <summary>Groups failures by the index that has them alone: however many orders there are, only what failed is read.</summary>
internal sealed class FailureList(ReadPool pool, Names names) : IFailureIndex
{
    /// <inheritdoc/>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default)
    {
        var values = new List<object?>();
        var condition = OwedFilter.Of(query with { Failing = true }, tenant, names, value =>
        {
            values.Add(value);
            return $"@{values.Count - 1}";
        });
        var sql = $"""
            SELECT lane, operation, code, shape, COUNT(*), SUM(state = {(int)RequestState.Parked}), MIN(since), MAX(since) FROM owed
            WHERE {condition} GROUP BY lane, operation, code, shape
            """;
        var at = values.Count;
        var exampleSql = $"""
            SELECT tenant, channel, external_id FROM orders WHERE key = (
                SELECT order_key FROM owed WHERE {condition}
                    AND lane = @{at} AND operation = @{at + 1} AND code = @{at + 2} AND shape IS @{at + 3}
                ORDER BY since, order_key LIMIT 1)
            """;
        return pool.ReadAsync(connection => Read(connection, sql, exampleSql, values), cancellationToken);
    }

    private FailureGroups Read(ReadConnection connection, string sql, string exampleSql, List<object?> values)
    {
        var groups = new List<(long Lane, FailureGroup Group)>();
        using (var rows = connection.Statement(sql).Read([.. values]))
        {
            while (rows.Read())
            {
                var lane = LaneName.Parse(names.NameOf(rows.GetInt64(0)));
                groups.Add((rows.GetInt64(0), new(
                    lane.Tenant, lane.Target, (Operation)rows.GetInt32(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetInt32(4), rows.GetInt32(5),
                    Sql.Time(rows.GetInt64(6)), Sql.Time(rows.GetInt64(7)), Example: null!)));
            }
        }

        var answer = FailureGroups.Of(groups.Select(one => one.Group));
        var lanes = groups.ToDictionary(one => one.Group, one => one.Lane);
        return answer with { Groups = [.. answer.Groups.Select(group => group with { Example = Example(connection.Statement(exampleSql), values, lanes[group], group) })] };
    }

    private OrderId Example(Statement statement, List<object?> values, long lane, FailureGroup group)
    {
        using var rows = statement.Read([.. values, lane, (int)group.Operation, group.Code, group.Shape]);
        return rows.Read()
            ? OrderId.Create(names.NameOf(rows.GetInt64(0)), (Channel)rows.GetInt32(1), rows.GetString(2))
            : throw new EngineUnavailableException("What failed changed meanwhile.", TimeSpan.FromSeconds(1));
    }
}
