using System.Diagnostics;
using OpenTelemetry;

namespace OrderGrains.Silo;

/// <summary>
/// Takes from every span, before it is sent, what the framework adds of addresses: VTEX's secret is in a path, a person's document may be in a query. Templates of routes stay, and
/// so do the names of hosts that are called.
/// </summary>
internal sealed class WithoutAddressTags : BaseProcessor<Activity>
{
    private static readonly string[] Addresses =
        ["url.full", "url.path", "url.query", "http.url", "http.target", "client.address", "network.peer.address", "user_agent.original"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
        {
            data.SetTag(name, null);
        }
    }
}
