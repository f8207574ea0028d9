using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Refuses a body with 400, and keeps it for operators: its sender may never send it again. One that is kept already is not kept again.</summary>
internal sealed class BadBodies(Refusals refusals, IKeptWebhooks kept, TimeProvider clock)
{
    /// <summary>Refuses the body of an authenticated webhook.</summary>
    public IResult Refuse(HttpContext http, Webhook webhook, Fault fault)
    {
        if (webhook.Rerun is { } replay)
        {
            replay.Fault = fault;
            return Refusals.Problem(StatusCodes.Status400BadRequest, fault.Message, fault.Field);
        }

        kept.Keep(
            new(KeptList.Refused, "", clock.GetUtcNow(), webhook.Tenant, webhook.Hook, fault.Message)
            {
                Field = fault.Field, Bytes = webhook.Raw.Length, Masked = MaskedJson.Of(webhook.Body), Path = webhook.Path,
            },
            webhook.Raw);
        return refusals.Refuse(http, StatusCodes.Status400BadRequest, fault.Message, fault.Field, webhook.Tenant);
    }
}
