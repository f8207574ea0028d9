using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Refuses a body with 400, and keeps it masked for operators: its sender may never send it again.</summary>
internal sealed class BadBodies(Refusals refusals, IRefusedBodies kept, TimeProvider clock)
{
    /// <summary>Refuses the body of an authenticated webhook.</summary>
    public IResult Refuse(HttpContext http, Webhook webhook, Fault fault)
    {
        kept.Add(new(
            clock.GetUtcNow(), webhook.Tenant, webhook.Hook, fault.Field, fault.Message, webhook.Raw.Length, MaskedJson.Of(webhook.Body)));
        return refusals.Refuse(http, StatusCodes.Status400BadRequest, fault.Message, fault.Field, webhook.Tenant);
    }
}
