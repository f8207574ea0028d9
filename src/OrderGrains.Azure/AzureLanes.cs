using System.Globalization;

namespace OrderGrains.Azure;

/// <summary>
/// Lanes: a row each, with epoch, claims and pause, written under its ETag; and what is due in them. A write that is done and whose answer is lost is done
/// again: an epoch then rises by two, which harms nobody.
/// </summary>
internal sealed class AzureLanes(IEntityTable table, StaleDueRows stale)
{
    private const string Partition = "lanes";

    /// <summary>Writes of one lane that come between: it has one owner, so that these are few.</summary>
    private const int MaxTries = 50;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="IOrderStore.EnterLaneAsync"/>
    public async Task<LaneStart> EnterAsync(LaneName lane, CancellationToken cancellationToken)
    {
        var now = await ChangeAsync(lane, row => row with { Epoch = row.Epoch + 1 }, cancellationToken).ConfigureAwait(false);
        return new(now!.Epoch, now.Claims, now.PausedBy) { PausedAt = now.PausedAt };
    }

    /// <inheritdoc cref="IOrderStore.ClaimAsync"/>
    public async Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        await ChangeAsync(lane, row => row.Epoch == epoch ? row with { Claims = claims } : null, CancellationToken.None)
            .WaitAsync(cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc cref="IOrderStore.PauseAsync"/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangeAsync(lane, row => row with { PausedBy = by, PausedAt = by is null ? null : at }, cancellationToken);

    /// <inheritdoc cref="IOrderStore.LanesAsync"/>
    public async Task<IReadOnlyList<CopiedLane>> AllAsync(CancellationToken cancellationToken)
    {
        var lanes = await table.AllAsync(RowRange.All(Partition), cancellationToken).Select(Read).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. lanes.OrderBy(lane => lane.Lane.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Changes a lane, new ones included, however often another write comes between; null changes nothing.</summary>
    /// <returns>What stands there now; null where nothing was changed.</returns>
    /// <exception cref="EngineUnavailableException">Others write it all the time.</exception>
    public async Task<CopiedLane?> ChangeAsync(LaneName lane, Func<CopiedLane, CopiedLane?> change, CancellationToken cancellationToken)
    {
        var at = new RowKey(Partition, DueRows.PartitionOf(lane));
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await table.ReadAsync(at, cancellationToken).ConfigureAwait(false);
            if (change(row is null ? new(lane, 0, default, null, null) : Read(row)) is not { } next)
            {
                return null;
            }

            if (await table.WriteAsync(at, TextOf(next), next.Claims, row?.ETag, cancellationToken).ConfigureAwait(false))
            {
                return next;
            }
        }

        throw new EngineUnavailableException("The lane is written by others all the time.", RetryAfter);
    }

    /// <inheritdoc cref="IOrderStore.DueAsync"/>
    public async Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken)
    {
        var page = await table.PageAsync(DueRows.Between(lane, after, upTo), limit, cancellationToken).ConfigureAwait(false);
        await stale.RemoveAsync(lane, page, upTo).WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. page.Select(row => DueRows.Read(lane, row.At).Row)]; // Also what was just removed: the order will say that it owes nothing.
    }

    /// <inheritdoc cref="IOrderStore.NextDueAsync"/>
    public async Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken)
    {
        var next = await table.PageAsync(DueRows.Between(lane, after, DateTimeOffset.MaxValue), 1, cancellationToken).ConfigureAwait(false);
        return next is [var row] ? DueRows.Read(lane, row.At).Row.Due : null;
    }

    private static string TextOf(CopiedLane lane) => $"{lane.Lane}\n{lane.Epoch}\n{lane.PausedAt?.UtcTicks}\n{lane.PausedBy}";

    private static CopiedLane Read(EntityRow row) => row.Value.Split('\n', 4) is [var lane, var epoch, var at, var by]
        ? new(
            LaneName.Parse(lane),
            long.Parse(epoch, CultureInfo.InvariantCulture),
            row.Bytes,
            at == "" ? null : by,
            at == "" ? null : new(long.Parse(at, CultureInfo.InvariantCulture), TimeSpan.Zero))
        : throw new FormatException("A lane's row has four lines.");
}
