namespace OrderGrains.Engine;

/// <summary>Brings the bodies of kept webhooks under another key, in whichever store they are.</summary>
/// <param name="list">Reads a page of a list, as <see cref="IKeptRows.KeptAsync(string, int, string, CancellationToken)"/> does.</param>
/// <param name="put">Puts a row in the place of one.</param>
public sealed class KeptReseal(Func<string, int, string?, Task<IReadOnlyList<KeptRow>>> list, Func<KeptRow, Task> put)
{
    private const int Page = 100;

    /// <summary>Brings all under the key; how many rows were changed.</summary>
    /// <exception cref="KeyMissingException">A key is missing: what was changed before stays.</exception>
    public async Task<long> RunAsync(Reseal change, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var tenant in KeptLists.TenantsOf(await list(KeptLists.Tenants, KeptLists.MaxTenants, null)))
        {
            foreach (var name in Enum.GetValues<KeptList>().Select(one => KeptLists.PrivateOf(one, tenant)))
            {
                changed += await RunAsync(name, change, cancellationToken);
            }
        }

        return changed;
    }

    private async Task<long> RunAsync(string name, Reseal change, CancellationToken cancellationToken)
    {
        var changed = 0L;
        for (var below = default(string); await list(name, Page, below) is [.., { } last] page; below = last.Key)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var row in page.Select(change.Row).OfType<KeptRow>())
            {
                await put(row);
                changed++;
            }
        }

        return changed;
    }
}
