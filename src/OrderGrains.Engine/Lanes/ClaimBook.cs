namespace OrderGrains.Engine;

/// <summary>
/// The claims of one epoch of a lane. Together they are one row of the store, written whole under the epoch's number, so that a lane that has lost its epoch
/// learns it at its next claim. Beside its own it carries on what earlier epochs claimed and nobody settled, until that has been read at the target.
/// </summary>
internal sealed class ClaimBook(LaneName lane, LaneParts parts)
{
    private const long Over = -1; // No epoch is, so that nothing is written under it.

    private readonly HashSet<Claim> _own = [];
    private readonly HashSet<Claim> _met = [];
    private HashSet<Claim> _doubted = [];
    private HashSet<OrderId> _claimedBefore = [];
    private long _epoch;
    private bool _uncertain;
    private long _enteredAt;
    private long _writtenAt;
    private Task<bool> _last = Task.FromResult(true);

    /// <summary>How many there are.</summary>
    public int Count => _own.Count + _doubted.Count;

    /// <summary>Whether something may be sent under the claims as last written.</summary>
    public bool IsYoung => parts.Clock.Time.GetElapsedTime(_writtenAt) < parts.Limits.ClaimLife;

    /// <summary>Begins an epoch.</summary>
    public async Task<LaneStart> EnterAsync(CancellationToken cancellationToken)
    {
        var start = await parts.Store.EnterLaneAsync(lane, cancellationToken);
        _enteredAt = parts.Clock.Time.GetTimestamp(); // No earlier epoch can claim or renew from here on.
        (_epoch, _doubted) = (start.Epoch, Claims.Read(start.Claims));
        _claimedBefore = [.. _doubted.Select(claim => claim.Order)];
        return start;
    }

    /// <summary>Until when an order, claimed by an earlier epoch, may still be called under that, of whatever it owes by now; null where that is over.</summary>
    public DateTimeOffset? IsCalledElsewhereUntil(OrderId order) =>
        _claimedBefore.Contains(order) && parts.Limits.ClaimLife - parts.Clock.Time.GetElapsedTime(_enteredAt) is { Ticks: > 0 } left
            ? parts.Clock.Now() + left
            : null;

    /// <summary>Whether an earlier epoch claimed it and nobody settled it.</summary>
    public bool IsDoubted(Claim claim) => _doubted.Contains(claim);

    /// <summary>A row of the index was read.</summary>
    public void Met(DueRow row)
    {
        if (_doubted.Count > 0)
        {
            _met.Add(new(row.Order, row.Due));
        }
    }

    /// <summary>The index was read from its beginning up to a time: what was doubted and is not in it is settled.</summary>
    public void Seen(DateTimeOffset upTo)
    {
        if (_doubted.Count > 0)
        {
            _doubted.RemoveWhere(claim => claim.Due <= upTo && !_met.Contains(claim));
        }

        _met.Clear();
    }

    /// <summary>Asks the orders of what is doubted and lies ahead, as a clock that was wrong leaves it: no look at what is due meets it. Never throws.</summary>
    public async Task ResolveAsync()
    {
        var now = parts.Clock.Now();
        foreach (var claim in _doubted.Where(claim => claim.Due > now).ToList())
        {
            try
            {
                if (!LaneDue.Of(await parts.Orders.ReadAsync(claim.Order, CancellationToken.None)).Contains(new(lane, claim.Due)))
                {
                    _doubted.Remove(claim);
                }
            }
            catch (Exception)
            {
                return; // The next tick asks again.
            }
        }
    }

    /// <summary>Claims more; false where the epoch is over.</summary>
    public Task<bool> ClaimAsync(IEnumerable<Claim> claims)
    {
        _own.UnionWith(claims);
        return InTurnAsync(needed: static _ => true);
    }

    /// <summary>Writes the same claims again where they are old; false where the epoch is over.</summary>
    public Task<bool> RenewAsync() => InTurnAsync(needed: static book => !book.IsYoung);

    /// <summary>Whether the epoch is not over, as a write of the same claims shows.</summary>
    public Task<bool> StandsAsync() => InTurnAsync(needed: static _ => true);

    /// <summary>A flight is over.</summary>
    public void End(Flight flight, Landing landing)
    {
        _own.Remove(flight.Claim);
        if (landing == Landing.Answered)
        {
            _doubted.Remove(flight.Claim); // Where nothing was due the index says whether it is settled: the order may have been read where it is old.
        }
        else if (landing == Landing.Unsettled)
        {
            _doubted.Add(flight.Claim);
        }
    }

    /// <summary>At an orderly end: only what was cut off stays claimed.</summary>
    public async Task SettleAsync(IEnumerable<Claim> cutOff)
    {
        if (_epoch is 0 or Over)
        {
            return; // It never began.
        }

        _own.Clear();
        _own.UnionWith(cutOff);
        try
        {
            await InTurnAsync(static _ => true).WaitAsync(parts.Limits.StopGrace, parts.Deadlines);
        }
        catch (Exception)
        {
            // What stays claimed is read before it is sent again.
        }
    }

    /// <summary>One write after another, each of all that is claimed by then: one that overtook another would take claims back.</summary>
    private Task<bool> InTurnAsync(Func<ClaimBook, bool> needed) => _last = AfterAsync(_last, needed);

    private async Task<bool> AfterAsync(Task before, Func<ClaimBook, bool> needed)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !needed(this) || await WriteAsync();
    }

    private async Task<bool> WriteAsync()
    {
        if (_uncertain && !await EnterAnewAsync())
        {
            return false;
        }

        var began = parts.Clock.Time.GetTimestamp(); // Their age counts from before the write.
        try
        {
            if (!await parts.Store.ClaimAsync(lane, _epoch, Claims.Write(_own.Concat(_doubted).Distinct()), CancellationToken.None))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is not EngineUnavailableException)
        {
            _uncertain = true; // It may land later, over claims that were written after it.
            throw;
        }

        _writtenAt = began;
        return true;
    }

    /// <summary>Begins another epoch of the same activation, under which nothing of the one before lands; false where somebody else began one.</summary>
    private async Task<bool> EnterAnewAsync()
    {
        var start = await parts.Store.EnterLaneAsync(lane, CancellationToken.None);
        var isNext = start.Epoch == _epoch + 1;
        (_uncertain, _epoch) = (false, isNext ? start.Epoch : Over);
        return isNext;
    }
}
