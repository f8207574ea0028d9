using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Checker.Rules;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.OmniChat;

namespace OrderGrains.Gateway.Checker;

/// <summary>
/// Answers OmniChat's OrderChecker in two turns of the order: the edit, which is durable and gives back the merged cart, and,
/// after catalog and checks outside any turn, what was answered, which nobody waits for. The deadline is around all of it.
/// </summary>
internal sealed class OrderChecker(
    IOrderEngine engine,
    CatalogInquiry catalog,
    IEnumerable<ICartCheck> checks,
    CartRules rules,
    CheckRecorder recorder,
    BadBodies badBodies,
    GatewayMeter meter,
    TimeProvider clock)
{
    /// <summary>How much later than the deadline the edit may be durable: an answer comes within the deadline and half a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.25);

    private readonly ImmutableArray<ICartCheck> _checks = [.. checks];

    /// <summary>
    /// Answers the edit of a request: 200 or 403 with an array of actions. Where the tenant is only observed, 200 with none; what would have been answered is recorded.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The edit is not durable within the deadline.</exception>
    public async Task<IResult> AnswerAsync(HttpContext http, Webhook webhook)
    {
        var started = clock.GetTimestamp();
        var read = OmniChatMessage.Checker(webhook);
        if (read.Order is not { } order)
        {
            return badBodies.Refuse(http, webhook, read.Faults[0]);
        }

        CheckAnswer answer;
        if (read.TooLarge)
        {
            answer = CheckAnswer.Of([CheckAction.Of(error: true, CheckerTexts.TooLarge)], webhook.Settings.Checker, null);
        }
        else
        {
            var receipt = await EditAsync(order, read.Edit, Message.Cart(webhook.Raw), webhook.Settings.Checker.Deadline);
            var cart = new CheckedCart(receipt.Cart ?? read.Edit.Content, [])
            {
                RuleDiscount = receipt.RuleDiscount,
                Faults = [.. CartFaults.Of(webhook.Body, read.Faults)],
            };
            answer = await CheckAsync(webhook, cart, clock.GetElapsedTime(started), http.RequestAborted);
        }

        var took = clock.GetElapsedTime(started);
        meter.Checked(took, webhook.Tenant, answer.Word);
        recorder.Record(order, answer.ToRecord(took));
        if (webhook.Settings.Observes())
        {
            return Results.Json(Array.Empty<CheckAction>(), CheckJson.Options); // Who is live beside the hub decides about the cart.
        }

        return Results.Json(
            answer.Actions,
            CheckJson.Options,
            statusCode: answer.Blocked ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
    }

    /// <summary>The edit is taken back as long as no turn took it, once nobody waits for it any more.</summary>
    private async Task<Receipt> EditAsync(OrderId order, EditCart edit, Message message, TimeSpan deadline)
    {
        using var late = new CancellationTokenSource();
        try
        {
            return await new HookTime(clock, deadline + Grace).For(engine.SubmitAsync(order, edit, message, late.Token));
        }
        catch (EngineUnavailableException)
        {
            await late.CancelAsync();
            throw;
        }
    }

    private async Task<CheckAnswer> CheckAsync(Webhook webhook, CheckedCart cart, TimeSpan spent, CancellationToken cancellationToken)
    {
        var settings = webhook.Settings.Checker;
        try
        {
            cart = cart with { Unmapped = await catalog.UnmappedAsync(webhook.Tenant, cart.Cart) };
            if (settings.Catalog == "Vtex" && webhook.Settings.Observes())
            {
                return CheckAnswer.Of(Look(cart, settings), settings, "VTEX was not asked, since the tenant is only observed.");
            }

            var said = await catalog.AskAsync(webhook.Tenant, settings, cart.Cart, spent, cancellationToken);
            return CheckAnswer.Of(Look(cart with { Lines = said.Lines }, settings), settings, said.Note);
        }
        catch (CatalogUnavailableException e)
        {
            return CheckAnswer.CatalogDown(Look(cart, settings), settings, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CheckAnswer.CatalogDown(Look(cart, settings), settings, "OmniChat hung up.");
        }
    }

    private ImmutableArray<CheckAction> Look(CheckedCart cart, CheckerSettings settings) =>
        [.. cart.Faults, .. _checks.SelectMany(check => check.Check(cart)), .. rules.Check(cart, settings)];
}
