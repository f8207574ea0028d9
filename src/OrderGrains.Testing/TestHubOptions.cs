using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Engine;
using OrderGrains.Sandbox;

namespace OrderGrains.Testing;

/// <summary>What a test changes of its hub before it starts.</summary>
public sealed class TestHubOptions
{
    /// <summary>Silos that share the store: one or more.</summary>
    public int Silos { get; set; } = 2;

    /// <summary>The hub's settings, which nobody checks here: <see cref="TestTenant.Settings"/> until a test changes them.</summary>
    public OrderGrainsSettings Settings { get; } = TestTenant.Settings();

    /// <summary>The settings of <see cref="TestTenant"/>.</summary>
    public TenantSettings Tenant => Settings.Tenants[TestTenant.Name];

    /// <summary>The stand-ins' delays and bounds.</summary>
    public SandboxOptions Sandbox { get; } = new();

    /// <summary>
    /// The code under test. An <see cref="IConnector"/> takes the place of the hub's own for its target; an
    /// <see cref="Gateway.Checker.Rules.ICartRule"/> stands beside the hub's. What their constructors ask for comes from here or from the hub.
    /// </summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Takes what the gateway and the silos log; null for nothing.</summary>
    internal ILoggerProvider? Log { get; set; }

    /// <summary>Bounds of each lane.</summary>
    internal LaneLimits Lanes { get; set; } = new();
}
