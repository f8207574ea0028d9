using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>The overview.</summary>
/// <param name="Title">All of it in a sentence.</param>
/// <param name="Verdict">What matters, a sentence each.</param>
/// <param name="Groups">What needs a person.</param>
/// <param name="Targets">Systems that are called.</param>
/// <param name="Statuses">Orders by status.</param>
/// <param name="Health">Whether the hub serves.</param>
/// <param name="HealthWhy">Why not.</param>
public sealed record OverviewModel(
    string Title, IReadOnlyList<(Sign Sign, Sentence Said)> Verdict, IReadOnlyList<ListGroup> Groups, IReadOnlyList<TargetLine> Targets,
    IReadOnlyList<(OrderStatus Status, int Count)> Statuses, Shown Health, string? HealthWhy);

/// <summary>The systems that are called.</summary>
/// <param name="Lines">One for each.</param>
public sealed record TargetsModel(IReadOnlyList<TargetLine> Lines);

/// <summary>Notifications that name no order, and orders that nothing but a notification names.</summary>
/// <param name="Orders">The latter.</param>
/// <param name="Notifications">The former.</param>
public sealed record UnmatchedModel(IReadOnlyList<ListRow> Orders, IReadOnlyList<KeptWebhook> Notifications);

/// <summary>Bodies that were refused with 400.</summary>
/// <param name="Bodies">The newest first.</param>
public sealed record RefusedModel(IReadOnlyList<KeptWebhook> Bodies);

/// <summary>The sandbox.</summary>
/// <param name="Desk">What it offers.</param>
/// <param name="Calls">What the stand-ins received.</param>
/// <param name="Sent">How the hub answered what was just sent; null where nothing was.</param>
public sealed record SandboxModel(Layout.IConsoleSandbox Desk, IReadOnlyList<Layout.SandboxCall> Calls, Layout.SandboxSent? Sent);
