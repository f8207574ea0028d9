using System.Text;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>
/// Answers of one tenant's catalog. Questions that are the same and asked at the same time share one call; a whole, successful
/// answer is kept for a while. Keeps at most <see cref="Capacity"/>, the newest.
/// </summary>
internal sealed class SharedAnswers(TimeSpan keepFor, TimeProvider clock)
{
    /// <summary>Most answers kept.</summary>
    public const int Capacity = 2048;

    private readonly Lock _gate = new();

    // Under the gate. An answer is in _kept exactly while it stands in _byAge; all are kept equally long, so age is order.
    private readonly Dictionary<string, (CatalogAnswer Answer, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();
    private readonly Dictionary<string, Task<CatalogAnswer>> _asking = new(StringComparer.Ordinal);

    /// <summary>The answer that is kept, that is under way, or that <paramref name="ask"/> gives.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="ask">Asks; ends by itself, since those who wait may have left.</param>
    public Task<CatalogAnswer> AskAsync(CatalogQuestion question, Func<Task<CatalogAnswer>> ask)
    {
        var key = KeyOf(question);
        TaskCompletionSource<CatalogAnswer> answer;
        lock (_gate)
        {
            Forget(clock.GetUtcNow());
            if (_kept.TryGetValue(key, out var kept))
            {
                return Task.FromResult(kept.Answer);
            }

            if (_asking.TryGetValue(key, out var asking))
            {
                return asking;
            }

            answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _asking[key] = answer.Task;
        }

        _ = AnswerAsync(key, answer, ask);
        return answer.Task;
    }

    private async Task AnswerAsync(string key, TaskCompletionSource<CatalogAnswer> answer, Func<Task<CatalogAnswer>> ask)
    {
        try
        {
            var said = await ask();
            Settle(key, said);
            answer.SetResult(said);
        }
        catch (Exception e)
        {
            Settle(key, null);
            answer.SetException(e);

            // Seen, even where everybody who asked has left.
            _ = answer.Task.Exception;
        }
    }

    private void Settle(string key, CatalogAnswer? said)
    {
        lock (_gate)
        {
            _asking.Remove(key);
            if (said is not null && keepFor > TimeSpan.Zero)
            {
                _kept.Add(key, (said, clock.GetUtcNow() + keepFor));
                _byAge.Enqueue(key);
                Forget(clock.GetUtcNow());
            }
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_byAge.TryPeek(out var oldest) && (_byAge.Count > Capacity || _kept[oldest].Until <= now))
        {
            _kept.Remove(_byAge.Dequeue());
        }
    }

    /// <summary>CEP, store (its trade policy has its own prices) and lines; lengths tell the texts apart.</summary>
    private static string KeyOf(CatalogQuestion question)
    {
        var key = new StringBuilder(question.PostalCode).Append(' ').Append(question.StoreId?.Length ?? -1).Append(':').Append(question.StoreId);
        foreach (var line in question.Lines)
        {
            key.Append(' ').Append(line.Quantity).Append(' ').Append(line.Sku.Length).Append(':').Append(line.Sku)
                .Append(line.SellerId?.Length ?? -1).Append(':').Append(line.SellerId);
        }

        return key.ToString();
    }
}
