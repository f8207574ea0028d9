namespace OrderGrains.Gateway.Console.Lists;

/// <summary>
/// The lists over the index. It finds orders that need a person and those of which a call stopped. Calls that are tried again, or wait for a result, have no
/// column of their own: they are looked for among the orders that changed last and have something to do.
/// </summary>
internal sealed class IndexLists(IOrderIndex index, IOrderEngine engine) : IOrderLists
{
    private const int Step = 100;

    /// <summary>Most heads that are looked through for a page of what has no column.</summary>
    private const int MaxLooked = 400;

    /// <inheritdoc/>
    public async Task<OrderSlice> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Show is Show.Retrying or Show.Waiting)
        {
            return await LookAsync(query, cancellationToken);
        }

        var page = await index.ListAsync(Of(query), cancellationToken);
        return new(page.Orders, page.Next);
    }

    /// <inheritdoc/>
    public async Task<int?> CountAsync(ListQuery query, CancellationToken cancellationToken) =>
        query.Show is Show.Retrying or Show.Waiting ? null : await index.CountAsync(Of(query), cancellationToken);

    private static OrderQuery Of(ListQuery query) => new(
        query.Tenant,
        query.Status,
        query.Show == Show.Person ? query.Reason ?? "*" : null,
        query.Show == Show.Parked ? true : null,
        query.Search,
        Limit: query.Limit,
        Cursor: query.Cursor);

    private async Task<OrderSlice> LookAsync(ListQuery query, CancellationToken cancellationToken)
    {
        List<RecordHead> found = [];
        var (looked, cursor) = (0, query.Cursor);
        do
        {
            var page = await index.ListAsync(Of(query) with { Limit = Step, Cursor = cursor }, cancellationToken);
            looked += page.Orders.Count;
            cursor = page.Next;
            foreach (var head in page.Orders.Where(head => head.NextDue is not null))
            {
                if (await engine.ReadAsync(OrderId.Parse(head.Id), cancellationToken) is { Record.State.Requests: var requests } && requests.Any(request => Matches(query.Show, request)))
                {
                    found.Add(head);
                }
            }
        }
        while (cursor is not null && looked < MaxLooked && found.Count < query.Limit);

        return new(found, cursor, looked);
    }

    private static bool Matches(Show show, OwedRequest request) => show == Show.Waiting
        ? request.State == RequestState.AwaitingResult
        : request is { State: RequestState.Waiting } and ({ Attempts: > 0 } or { LastCode: not null });
}
