namespace OrderGrains.Gateway.Webhooks;

/// <summary>What the SKU file does not have is told on the timeline, where the settings say so. It goes into the command, so that a turn reads no file.</summary>
internal static class UnmappedSkus
{
    /// <summary>The command with one more warning, where there is something to warn of.</summary>
    public static async Task<Command> WarnedAsync(Command command, string tenant, ISkuBooks? skus)
    {
        var content = command switch
        {
            AskProvisioning ask => ask.Content,
            ReportOpaboxStatus report => report.Content,
            _ => null,
        };
        if (skus is null || content is null
            || await skus.ForAsync(tenant, content.StoreId) is not { Unmapped: UnmappedSku.Warn } rules || rules.Sentence(content) is not { } sentence)
        {
            return command;
        }

        return command switch
        {
            AskProvisioning ask => ask with { Warnings = [.. ask.Warnings, sentence], Told = Limits.Clip($"{ask.Told} {rules.Told(content)}".Trim()) },
            ReportOpaboxStatus report => report with { Warnings = [.. report.Warnings, sentence] },
            _ => command,
        };
    }
}
