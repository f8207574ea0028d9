namespace OrderGrains.Gateway.Console.Layout;

/// <summary>The sandbox beside the hub, where there is one: what its page shows and does. Registered by the process that has it.</summary>
public interface IConsoleSandbox
{
    /// <summary>The tenant that talks to the stand-ins.</summary>
    string Tenant { get; }

    /// <summary>The chat cart to play with.</summary>
    string ChatPage { get; }

    /// <summary>The faults that are on, as the sandbox writes them.</summary>
    IReadOnlyList<string> Faults { get; }

    /// <summary>Faults that the page offers.</summary>
    IReadOnlyList<SandboxChoice> FaultChoices { get; }

    /// <summary>Events that the page offers to send.</summary>
    IReadOnlyList<SandboxChoice> Events { get; }

    /// <summary>What the stand-ins received, the newest first, at most 50.</summary>
    IReadOnlyList<SandboxCall> Ledger();

    /// <summary>Switches one fault on, in the place of all that are; null switches all off. False for one that is not offered.</summary>
    bool SetFault(string? name);

    /// <summary>Sends an event to the hub's own hook, as its sender would.</summary>
    /// <param name="name">One that is offered.</param>
    /// <param name="order">The order's external id; null for a new one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The order, and how the hub answered; null for an event that is not offered.</returns>
    Task<SandboxSent?> SendAsync(string name, string? order, CancellationToken cancellationToken);
}

/// <summary>What the sandbox's page offers.</summary>
/// <param name="Name">Its name in forms.</param>
/// <param name="English">As people read it.</param>
/// <param name="Portuguese">The same.</param>
public sealed record SandboxChoice(string Name, string English, string Portuguese);

/// <summary>A call that a stand-in received.</summary>
public sealed record SandboxCall(DateTimeOffset At, string Target, string Operation, string? Order, int Status, string? Fault);

/// <summary>How the hub answered an event.</summary>
/// <param name="Order">The order, in text form.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Outcome">The hub's word.</param>
public sealed record SandboxSent(string? Order, int Status, string Outcome);
