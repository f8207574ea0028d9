using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.Sandbox.Exchanges;

/// <summary>What a vendor was asked: the target and operation that faults and the ledger go by, and how the body names the order.</summary>
internal sealed record Question(string Target, string Operation, Func<JsonElement, string?> Key);

/// <summary>Takes one request of any vendor: draws a fault, lets the vendor work, writes the ledger, answers.</summary>
internal sealed class Exchange(ExchangeLedger ledger, FaultSwitches faults, TimeProvider time)
{
    public async Task<IResult> TakeAsync(HttpContext http, Question question, Func<JsonElement, Answer> work)
    {
        var at = time.GetUtcNow();
        var body = await RequestBody.ReadAsync(http.Request);
        var taken = new Taken(this, question, at, body, work);
        if (body.TooLarge)
        {
            return taken.Record(Answer.Refused(StatusCodes.Status413PayloadTooLarge, "The body is too large"), null).ToResult(http);
        }

        return faults.DrawRequest(question.Target, question.Operation) is { } fault
            ? await FailAsync(http, fault, taken)
            : taken.Work().ToResult(http);
    }

    /// <summary>Answers as a fault says. Where the answer is to be lost the work is done first, before any latency: also a caller that hangs up meanwhile was heard.</summary>
    private async Task<IResult> FailAsync(HttpContext http, Fault fault, Taken taken)
    {
        if (fault.RefuseConnection)
        {
            taken.Record(null, "refused");
            return Abort(http);
        }

        if (fault.AnswerLost)
        {
            taken.WorkUnheard(fault.Status);
        }

        if (!await WaitAsync(fault.Latency, http.RequestAborted))
        {
            if (!fault.AnswerLost)
            {
                taken.Record(null, "abandoned by the caller");
            }

            return Abort(http);
        }

        if (fault.Status is { } status)
        {
            var failure = Answer.Refused(status, "A sandbox fault") with { RetryAfter = fault.RetryAfter };
            return (fault.AnswerLost ? failure : taken.Record(failure, "failed")).ToResult(http);
        }

        return fault.AnswerLost ? Abort(http) : taken.Work("slow").ToResult(http);
    }

    private async Task<bool> WaitAsync(TimeSpan latency, CancellationToken aborted)
    {
        try
        {
            await Task.Delay(latency, time, aborted);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static IResult Abort(HttpContext http)
    {
        http.Abort();
        return Results.Empty;
    }

    /// <summary>A request that has been read; it is worked on and written down at most once.</summary>
    private sealed class Taken(
        Exchange exchange, Question question, DateTimeOffset at, RequestBody body, Func<JsonElement, Answer> work)
    {
        public Answer Work(string? fault = null) => Record(work(body.Json), fault);

        public void WorkUnheard(int? status)
        {
            work(body.Json);
            Write(status, "answer lost");
        }

        [return: NotNullIfNotNull(nameof(answer))]
        public Answer? Record(Answer? answer, string? fault)
        {
            Write(answer?.Status, fault);
            return answer;
        }

        private void Write(int? status, string? fault) =>
            exchange.Write(new LedgerEntry(
                0, at, question.Target, question.Operation, question.Key(body.Json), body.Kept, status, fault)
            { Size = body.Size });
    }

    private void Write(LedgerEntry entry) => ledger.Add(entry);
}
