namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Takes VTEX's notifications in. One that names an order of ours is a fact of that order, even before the order is known. One
/// that names another's order is counted; one that speaks of another account is counted and kept for operators, and one that
/// names no order is kept. All are answered 200.
/// </summary>
internal sealed class VtexIntake(
    IOrderEngine engine, VtexOrders orders, UnmatchedNotifications unmatched, GatewayMeter meter, TimeProvider clock)
{
    private static readonly HookAnswer Noted = new(null, "accepted", null);

    /// <summary>Takes a notification; the match is null where it is a fact of no order.</summary>
    /// <exception cref="EngineUnavailableException">Nothing was kept.</exception>
    public async Task<(HookAnswer Answer, VtexOrderMatch? Match)> TakeAsync(Webhook webhook, VtexNotification notification)
    {
        var accounts = webhook.Settings.AccountNames().ToArray();
        if (accounts.All(account => IsAnother(account, notification.Account)))
        {
            meter.ForeignNotification(webhook.Tenant);
            Keep(notification, "it speaks of another account");
            return (Noted, null);
        }

        if (!notification.Ids.Any(IsUsable))
        {
            Keep(notification, "it names no order");
            return (Noted, null);
        }

        var time = new HookTime(clock, HookTime.Longest);
        if (await orders.FindAsync(webhook.Tenant, webhook.Settings, notification.Ids.Where(IsUsable), time) is not { } match)
        {
            meter.ForeignNotification(webhook.Tenant);
            return (Noted, null);
        }

        if (accounts.Length > 1 && (notification.Asked ?? notification.Account) is { } asked
            && await time.For(engine.ReadAsync(match.Order, CancellationToken.None)) is { Record.State.Vtex.Target: { } target }
            && webhook.Settings.TargetOfAccount(asked) != target)
        {
            meter.ForeignNotification(webhook.Tenant);
            Keep(notification, "another account was asked");
            return (Noted, null);
        }

        var receipt = await time.For(engine.SubmitAsync(match.Order, notification.Fact(match), notification.Message, CancellationToken.None));
        return (HookAnswer.Of(match.Order, receipt), match);
    }

    private static bool IsAnother(string ours, string? named) =>
        named is not null && ours.Length > 0 && !named.Equals(ours, StringComparison.OrdinalIgnoreCase);

    private static bool IsUsable(string? id) => !string.IsNullOrWhiteSpace(id) && id.Length <= VtexOrderIds.MaxLength;

    private void Keep(VtexNotification notification, string why) =>
        unmatched.Add(notification.Unmatched with
        {
            At = clock.GetUtcNow(), Why = why, Account = notification.Unmatched.Account is { } account ? PersonalData.Field(account) : null,
        });
}
