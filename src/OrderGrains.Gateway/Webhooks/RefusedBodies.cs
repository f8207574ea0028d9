namespace OrderGrains.Gateway.Webhooks;

/// <summary>Keeps the bodies that were refused with 400, so that operators see what a sender may never send again.</summary>
public interface IRefusedBodies
{
    /// <summary>Keeps one; the oldest of its tenant make room.</summary>
    void Add(RefusedBody body);

    /// <summary>All that are kept, the newest first.</summary>
    IReadOnlyList<RefusedBody> List();
}

/// <summary>A body refused with 400.</summary>
/// <param name="At">When.</param>
/// <param name="Tenant">The retailer.</param>
/// <param name="Hook">Which hook.</param>
/// <param name="Field">Path of the field that is wrong.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Bytes">Size of the body.</param>
/// <param name="Body">The body as JSON text with personal data masked, cut to 8,192 characters; null where it is no JSON.</param>
public sealed record RefusedBody(DateTimeOffset At, string Tenant, string Hook, string Field, string Message, int Bytes, string? Body);

/// <summary>The last refused bodies of each tenant, in memory: they do not outlive the process.</summary>
public sealed class RecentRefusedBodies : IRefusedBodies
{
    /// <summary>Most bodies kept of one tenant.</summary>
    public const int PerTenant = 100;

    private readonly Recent<RefusedBody> _bodies = new(PerTenant);

    /// <inheritdoc/>
    public void Add(RefusedBody body) => _bodies.Add(body.Tenant, body);

    /// <inheritdoc/>
    public IReadOnlyList<RefusedBody> List() => [.. _bodies.All().OrderByDescending(body => body.At)];
}
