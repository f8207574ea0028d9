using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>Takes VTEX's processing results in.</summary>
internal sealed class VtexResultIntake(VtexIntake intake, BadBodies badBodies)
{
    /// <summary>Takes the result of a request.</summary>
    public async Task<IResult> TakeAsync(HttpContext http, Webhook webhook)
    {
        var faults = new Faults();
        var result = VtexProcessingResult.Read(webhook, webhook.Path?.Account, faults);
        if (faults.First is { } fault)
        {
            return badBodies.Refuse(http, webhook, fault);
        }

        var (answer, _) = await intake.TakeAsync(webhook, new()
        {
            Account = result.Account,
            Asked = webhook.Path?.Account is { Length: > 0 and <= Fields.MaxId } account ? account : null,
            Ids = [result.MarketplaceOrderId, result.MainOrderId, result.FranchiseOrderId],
            Fact = _ => new ReportVtexResult(result with
            {
                MainOrderId = VtexOrderIds.Believed(result.MainOrderId), FranchiseOrderId = VtexOrderIds.Believed(result.FranchiseOrderId),
            }),
            Message = Message.VtexResult(webhook.Tenant, result, webhook.Raw),
            Shown = VtexIntake.Kept(webhook) with
            {
                Account = result.Account,
                Code = result.Code,
                Flow = result.Flow is "PlaceOrder" or "ApproveOrder" ? result.Flow : null,
                OperationId = result.OperationId is { } operation ? PersonalData.Field(operation) : null,
            },
        });
        return answer;
    }
}
