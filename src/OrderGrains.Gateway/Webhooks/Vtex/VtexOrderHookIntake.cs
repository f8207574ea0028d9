using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Takes VTEX's order hook in: <c>{Domain, OrderId, State, LastChange, Origin{Account, Key}}</c>, for every order of the account,
/// and the ping that VTEX sends when the hook is saved (developers.vtex.com, Orders feed and hook).
/// </summary>
internal sealed class VtexOrderHookIntake(VtexIntake intake, BadBodies badBodies)
{
    /// <summary>Takes an event.</summary>
    public async Task<IResult> TakeAsync(HttpContext http, Webhook webhook)
    {
        var faults = new Faults();
        var body = Fields.Of(webhook.Body, faults);
        var (ping, order, state) = (body.Id("hookConfig"), body.Id("OrderId"), body.Id("State"));
        var account = body.Object("Origin").Id("Account");
        if (faults.First is { } fault)
        {
            return badBodies.Refuse(http, webhook, fault);
        }

        if (ping is not null && order is null)
        {
            return new HookAnswer(null, "accepted", null);
        }

        var (answer, _) = await intake.TakeAsync(webhook, new()
        {
            Account = account,
            Ids = [order],
            Fact = match => new ReportVtexState(state, VtexOrderIds.Believed(order), match.Placement),
            Message = Message.Webhook(webhook.Tenant, webhook.Hook, webhook.Raw),
            Shown = VtexIntake.Kept(webhook) with { Account = account, Code = VtexStates.IsKnown(state) ? state : PersonalData.NoCode },
        });
        return answer;
    }
}
