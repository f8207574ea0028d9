namespace OrderGrains.Connectors;

/// <summary>An order whose tenant, or the tenant's system, is no longer in the settings: nothing is sent, and it waits.</summary>
internal static class MissingTenant
{
    /// <summary>What the order is told.</summary>
    public static ConnectorReply Reply(string target) =>
        new(new RetryLater("NO_SETTINGS", $"The settings name no {target} for this tenant; nothing was sent."));
}
