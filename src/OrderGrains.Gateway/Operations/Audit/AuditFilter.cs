using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>
/// Keeps each call of an operator that may change something: as begun before anything is done, and with its outcome before it is answered. Where either fails the answer
/// is 503 (<see cref="OperatorGate"/>, <see cref="ConsoleGate"/>), so that nothing is told to be done that the audit does not have.
/// </summary>
internal sealed class AuditFilter(IAudit audit, TimeProvider time) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return await next(context);
        }

        var (act, caller) = (AuditedAct.Begin(http), Caller.Of(http));
        var key = AuditEntry.KeyOf(time.GetUtcNow(), BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));
        await audit.KeepAsync(Entry(AuditEntry.Begun, null), http.RequestAborted);
        object? answer;
        try
        {
            answer = await next(context);
        }
        catch (Exception exception)
        {
            var failure = exception is EngineUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
            await TryKeepAsync(Entry(AuditEntry.Failed, failure));
            throw;
        }

        var (outcome, status) = OutcomeOf(answer);
        await audit.KeepAsync(Entry(outcome, status), CancellationToken.None); // Who has hung up has done it all the same.
        return answer;

        AuditEntry Entry(string outcome, int? status) => new(
            key, Limits.Clip(caller.Name), caller.Role, Limits.Clip(act.Name), Shown(act.Target, status) ?? "", Shown(act.Detail, status), outcome, status);
    }

    /// <summary>What names nothing that is known may be anything, such as a document in the place of an id.</summary>
    private static string? Shown(string? text, int? status) =>
        text is null ? null : status is StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound ? PersonalData.Told(text) : PersonalData.Id(text);

    private static (string Outcome, int Status) OutcomeOf(object? answer) => answer switch
    {
        HookAnswer hook => (hook.Outcome, StatusCodes.Status200OK),
        IStatusCodeHttpResult { StatusCode: { } status } => (status < 400 ? AuditEntry.Done : status < 500 ? AuditEntry.Refused : AuditEntry.Failed, status),
        _ => (AuditEntry.Done, StatusCodes.Status200OK),
    };

    /// <summary>What failed is told as it failed, whether that can be kept or not: it stays as begun.</summary>
    private async Task TryKeepAsync(AuditEntry entry)
    {
        try
        {
            await audit.KeepAsync(entry, CancellationToken.None);
        }
        catch (EngineUnavailableException)
        {
        }
    }
}
