using static OrderGrains.Grains.BoundedTables;

namespace OrderGrains.Grains;

/// <summary>A table of membership whose every call ends in time.</summary>
internal sealed class BoundedMembership(IMembershipTable table) : IMembershipTable
{
    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken) =>
        EndsAsync(token => table.InitializeMembershipTableAsync(tryInitTableVersion, token), cancellationToken, LongestAtStart);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        EndsAsync(token => table.DeleteMembershipTableEntriesAsync(clusterId, token), cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        EndsAsync(token => table.CleanupDefunctSiloEntriesAsync(beforeDate, token), cancellationToken);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        EndsAsync(token => table.ReadRowAsync(key, token), cancellationToken);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) => EndsAsync(table.ReadAllAsync, cancellationToken);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        EndsAsync(token => table.InsertRowAsync(entry, tableVersion, token), cancellationToken);

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        EndsAsync(token => table.UpdateRowAsync(entry, etag, tableVersion, token), cancellationToken);

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
}
