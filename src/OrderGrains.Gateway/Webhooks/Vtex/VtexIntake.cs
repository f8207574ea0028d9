namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Takes VTEX's notifications in. One that names an order of ours is a fact of that order, even before the order is known. One
/// that names another's order is counted; one that speaks of another account is counted and kept for operators, and one that
/// names no order is kept. All are answered 200.
/// </summary>
internal sealed class VtexIntake(
    IOrderEngine engine, VtexOrders orders, IKeptWebhooks kept, GatewayMeter meter, TimeProvider clock)
{
    private static readonly HookAnswer Noted = new(null, "accepted", null);

    /// <summary>Takes a notification; the match is null where it is a fact of no order.</summary>
    /// <exception cref="EngineUnavailableException">Nothing was kept.</exception>
    public async Task<(HookAnswer Answer, VtexOrderMatch? Match)> TakeAsync(Webhook webhook, VtexNotification notification)
    {
        var time = new HookTime(clock, HookTime.Longest);
        if (webhook.Rerun?.Order is { } told)
        {
            return await TakeAsync(webhook, notification, await MatchAsync(told, time), time);
        }

        var accounts = webhook.Settings.AccountNames().ToArray();
        if (accounts.All(account => IsAnother(account, notification.Account)))
        {
            meter.ForeignNotification(webhook.Tenant);
            Keep(webhook, notification, "it speaks of another account");
            return (Noted, null);
        }

        if (!notification.Ids.Any(IsUsable))
        {
            Keep(webhook, notification, "it names no order");
            return (Noted, null);
        }

        if (await orders.FindAsync(webhook.Tenant, webhook.Settings, notification.Ids.Where(IsUsable), time) is not { } match)
        {
            meter.ForeignNotification(webhook.Tenant);
            webhook.Rerun?.Unmatched = "it names no order of ours";
            return (Noted, null);
        }

        if (accounts.Length > 1 && (notification.Asked ?? notification.Account) is { } asked
            && await time.For(engine.ReadAsync(match.Order, CancellationToken.None)) is { Record.State.Vtex.Target: { } target }
            && webhook.Settings.TargetOfAccount(asked) != target)
        {
            meter.ForeignNotification(webhook.Tenant);
            Keep(webhook, notification, "another account was asked");
            return (Noted, null);
        }

        return await TakeAsync(webhook, notification, match, time);
    }

    /// <summary>What the list of unmatched shows of a webhook, whatever hook it came by.</summary>
    public static KeptWebhook Kept(Webhook webhook) =>
        new(KeptList.Unmatched, "", default, webhook.Tenant, webhook.Hook, "") { Bytes = webhook.Raw.Length, Path = webhook.Path };

    private async Task<(HookAnswer Answer, VtexOrderMatch? Match)> TakeAsync(Webhook webhook, VtexNotification notification, VtexOrderMatch match, HookTime time)
    {
        var receipt = await time.For(engine.SubmitAsync(match.Order, notification.Fact(match), notification.Message, CancellationToken.None));
        webhook.Rerun?.Taken = (match.Order, receipt);
        return (HookAnswer.Of(match.Order, receipt), match);
    }

    private static bool IsAnother(string ours, string? named) =>
        named is not null && ours.Length > 0 && !named.Equals(ours, StringComparison.OrdinalIgnoreCase);

    private static bool IsUsable(string? id) => !string.IsNullOrWhiteSpace(id) && id.Length <= VtexOrderIds.MaxLength;

    /// <summary>The order that an operator names, in the placement that stands.</summary>
    private async Task<VtexOrderMatch> MatchAsync(OrderId order, HookTime time) =>
        new(order, (await time.For(engine.ReadAsync(order, CancellationToken.None)))?.Record.State.Placement ?? 1);

    private void Keep(Webhook webhook, VtexNotification notification, string why)
    {
        if (webhook.Rerun is { } replay)
        {
            replay.Unmatched = why;
            return;
        }

        var shown = notification.Shown;
        kept.Keep(shown with { At = clock.GetUtcNow(), Why = why, Account = shown.Account is { } account ? PersonalData.Field(account) : null }, webhook.Raw);
    }
}
