using System.Net;
using static OrderGrains.Grains.BoundedTables;

namespace OrderGrains.Grains;

/// <summary>
/// A table of membership whose every call ends in time. What a silo says of itself, or of an earlier one in its place, is said again where others have written meanwhile:
/// the framework waits for seconds before it does, and silos that start together write together.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="self">Where the silo is reached.</param>
internal sealed class BoundedMembership(IMembershipTable table, IPEndPoint? self = null) : IMembershipTable
{
    private const int Attempts = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken) =>
        EndsAsync(token => table.InitializeMembershipTableAsync(tryInitTableVersion, token), cancellationToken, LongestAtStart);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        EndsAsync(token => table.DeleteMembershipTableEntriesAsync(clusterId, token), cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        EndsAsync(token => table.CleanupDefunctSiloEntriesAsync(beforeDate, token), cancellationToken);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        EndsAsync(token => table.ReadRowAsync(key, token), cancellationToken);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) => EndsAsync(table.ReadAllAsync, cancellationToken);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) => SayAsync(
        entry,
        (tableVersion, ""),
        seen => EndsAsync(token => table.InsertRowAsync(entry, seen.Version, token), cancellationToken),
        static row => row is null,
        cancellationToken);

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) => SayAsync(
        entry,
        (tableVersion, etag),
        seen => EndsAsync(token => table.UpdateRowAsync(entry, seen.Tag, seen.Version, token), cancellationToken),
        row => row is { Status: not SiloStatus.Dead } && (entry.Status == SiloStatus.Dead || VotesOn(row) == VotesOn(entry)),
        cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        EndsAsync(token => table.UpdateIAmAliveAsync(entry, token), cancellationToken);

    // The same as older parts of the framework call them.
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, default);

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, default);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, default);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, default);

    public Task<MembershipTableData> ReadAll() => ReadAllAsync(default);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, default);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion, default);

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, default);

    private static int VotesOn(MembershipEntry row) => row.SuspectTimes?.Count ?? 0;

    /// <summary>Writes a row, again where the table has changed and this row has not.</summary>
    private async Task<bool> SayAsync(
        MembershipEntry entry,
        (TableVersion Version, string Tag) seen,
        Func<(TableVersion Version, string Tag), Task<bool>> write,
        Func<MembershipEntry?, bool> isAsSeen,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; !await write(seen).ConfigureAwait(false); attempt++)
        {
            if (attempt == Attempts || !entry.SiloAddress.Endpoint.Equals(self))
            {
                return false;
            }

            await Task.Delay(Random.Shared.NextDouble() * LongestWait, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            var now = await ReadAllAsync(cancellationToken).ConfigureAwait(false);
            var (row, tag) = now.Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(entry.SiloAddress)) ?? new(null!, seen.Tag);
            if (!isAsSeen(row))
            {
                return false;
            }

            seen = (now.Version.Next(), tag);
        }

        return true;
    }
}
