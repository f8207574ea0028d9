namespace OrderGrains.Tests.Gateway;

/// <summary>An index that gives one page and remembers the question.</summary>
internal sealed class ScriptedIndex : IOrderIndex
{
    public List<OrderQuery> Asked { get; } = [];

    public OrderPage Page { get; set; } = new([], null);

    /// <summary>Orders that are found by what is asked; null where <see cref="Page"/> is the answer to all.</summary>
    public RecordHead[]? Heads { get; set; }

    /// <summary>Pages by their cursors, besides <see cref="Page"/>.</summary>
    public Dictionary<string, OrderPage> Others { get; } = [];

    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken)
    {
        Asked.Add(query);
        return query.Cursor == "broken" ? throw new FormatException()
            : Task.FromResult(query.Cursor is { } cursor && Others.TryGetValue(cursor, out var other) ? other
                : Heads is null ? Page : new([.. Found(query).Take(query.Limit)], null));
    }

    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken) => Task.FromResult(Heads is null ? Page.Orders.Count : Found(query).Count());

    private IEnumerable<RecordHead> Found(OrderQuery query) => Heads!.Where(head =>
        (query.Status is null || head.Status == query.Status) && (query.Attention is null || head.NeedsPersonFor(query.Attention)) && (query.Owed is not { } owed || head.Owed?.Any(owed.Matches) == true));
}

/// <summary>Groups of failures that remember who asked for what.</summary>
internal sealed class ScriptedFailures : IFailureIndex
{
    public List<(string? Tenant, OwedQuery Query)> Asked { get; } = [];

    public FailureGroups Groups { get; set; } = new([], false);

    /// <summary>Orders whose groups are made as they are asked for; null where <see cref="Groups"/> is the answer to all.</summary>
    public Func<IReadOnlyList<RecordHead>>? Heads { get; set; }

    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken)
    {
        Asked.Add((tenant, query));
        return Task.FromResult(Heads is { } heads ? FailureGroups.Of(heads(), query) : Groups);
    }
}

/// <summary>Acts on many orders that are kept and never done.</summary>
internal sealed class ScriptedJobs : IBulkJobs
{
    public List<BulkJob> Jobs { get; } = [];

    public bool Full { get; set; }

    public Task<BulkJob?> StartAsync(BulkOrder what, CancellationToken cancellationToken)
    {
        if (Full)
        {
            return Task.FromResult<BulkJob?>(null);
        }

        Jobs.Add(new($"{Jobs.Count + 1}-a", what, Some.Morning));
        return Task.FromResult<BulkJob?>(Jobs[^1]);
    }

    public Task<BulkJob?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Jobs.Find(job => job.Id == id));

    public Task<IReadOnlyList<BulkJob>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BulkJob>>([.. Enumerable.Reverse(Jobs)]);

    public Task<BulkJob?> StopAsync(string id, string by, CancellationToken cancellationToken)
    {
        var index = Jobs.FindIndex(job => job.Id == id);
        return Task.FromResult(index < 0 ? null : Jobs[index] = Jobs[index] with { State = JobState.Stopped, StoppedBy = by });
    }
}

/// <summary>Targets that remember who paused them.</summary>
internal sealed class ScriptedTargets : ITargets
{
    public Dictionary<(string Tenant, string Target), string> Paused { get; } = [];

    public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken)
    {
        Paused[(tenant, target)] = by;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken)
    {
        Paused.Remove((tenant, target));
        return Task.CompletedTask;
    }

    public List<(string Tenant, string Target)> Lifted { get; } = [];

    public Task LiftAsync(string tenant, string target, CancellationToken cancellationToken)
    {
        Lifted.Add((tenant, target));
        return Task.CompletedTask;
    }

    public IReadOnlyList<TargetCondition> Conditions() =>
        [.. Paused.Select(pause => new TargetCondition(pause.Key.Tenant, pause.Key.Target, pause.Value, null, null, 0, 0, null))];
}

/// <summary>A catalog that answers as told.</summary>
internal sealed class ScriptedCatalog : ICatalog
{
    public List<CatalogQuestion> Asked { get; } = [];

    public Func<CatalogQuestion, CancellationToken, Task<CatalogAnswer>> Answer { get; set; } =
        (_, _) => throw new CatalogUnavailableException("not scripted");

    public Task<CatalogAnswer> AskAsync(string tenant, CatalogQuestion question, CancellationToken cancellationToken)
    {
        Asked.Add(question);
        return Answer(question, cancellationToken);
    }

    public CatalogCondition State { get; set; } = new(null, null, null);

    public CatalogCondition Condition(string tenant, string target) => State;

    public void Says(params CatalogItem[] items) => Answer = (_, _) => Task.FromResult(new CatalogAnswer([.. items]));
}

/// <summary>Persons, by their documents, and who was to be forgotten.</summary>
internal sealed class ScriptedPersons : IPersons
{
    public Dictionary<string, OrderId[]> Orders { get; } = [];

    public List<(string Document, string By)> Forgotten { get; } = [];

    public Task<IReadOnlyList<OrderId>> OrdersOfAsync(string document, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OrderId>>(Orders.GetValueOrDefault(document) ?? []);

    /// <summary>What lists of a person show.</summary>
    public ScriptedIndex Index { get; } = new();

    public List<string> Searched { get; } = [];

    public IOrderIndex IndexOf(string document)
    {
        Searched.Add(document);
        return Index;
    }

    public Task<string?> ExportAsync(OrderId order, CancellationToken cancellationToken) => Task.FromResult<string?>($$"""{"record":"{{order}}","log":[]}""");

    public Task ForgetAsync(string document, string by, CancellationToken cancellationToken)
    {
        Forgotten.Add((document, by));
        return Task.CompletedTask;
    }
}

/// <summary>An audit that may fail.</summary>
internal sealed class ScriptedAudit : IAudit
{
    /// <summary>All that was kept, in the order of the keeping.</summary>
    public List<AuditEntry> Kept { get; } = [];

    /// <summary>As they stand, by key.</summary>
    public IEnumerable<AuditEntry> Acts => Kept.GroupBy(entry => entry.Key).Select(same => same.Last());

    /// <summary>Whether an act cannot be kept.</summary>
    public Func<AuditEntry, bool> Fails { get; set; } = static _ => false;

    public Task KeepAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (Fails(entry))
        {
            throw new EngineUnavailableException("The disk is full.", TimeSpan.FromSeconds(2));
        }

        Kept.Add(entry);
        return Task.CompletedTask;
    }

    public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        _ = query.Cursor is { } cursor ? AuditEntry.TimeOf(cursor) : default;
        List<AuditEntry> page =
        [
            .. Acts.OrderByDescending(act => act.Key, StringComparer.Ordinal)
                .Where(act => (query.Cursor is null || string.CompareOrdinal(act.Key, query.Cursor) < 0) && (query.Since is null || act.At >= query.Since))
                .Take(query.Limit),
        ];
        return Task.FromResult(new AuditPage(page, page.Count < query.Limit ? null : page[^1].Key));
    }
}

/// <summary>Logs, by their orders.</summary>
internal sealed class ScriptedLog : IOrderLog
{
    public Dictionary<OrderId, LogEntry[]> Logs { get; } = [];

    public Task<IReadOnlyList<LogEntry>> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogEntry>>(Logs.GetValueOrDefault(order) ?? []);
}
