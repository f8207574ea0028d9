using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// Webhooks kept in the store's rows. What is handed over waits in a queue of <see cref="MaxWaiting"/> and <see cref="MaxWaitingBytes"/>, which one writer empties; what finds
/// it full is counted and lost. A store that does not take one is asked again for a minute.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="engine">Whether the store is open.</param>
/// <param name="time">Waits go by it.</param>
/// <param name="log">Told of what is lost.</param>
public sealed class KeptWebhooks(IOrderStore store, IOrderEngine engine, TimeProvider time, ILogger<KeptWebhooks> log) : IKeptWebhooks, IDisposable
{
    /// <summary>Most that wait to be written.</summary>
    public const int MaxWaiting = 1000;

    /// <summary>Most bytes of their bodies.</summary>
    public const int MaxWaitingBytes = 16 * 1024 * 1024;

    private const int Tries = 60;
    private const int TrimEvery = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<(KeptWebhook Webhook, byte[] Body)> _waiting = new();
    private readonly ConcurrentDictionary<(KeptList List, string Tenant), int> _written = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _writer = Task.CompletedTask;
    private long _bytes;
    private long _lost;

    /// <summary>How many were not kept.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    public bool Keep(KeptWebhook webhook, ReadOnlyMemory<byte> body)
    {
        lock (_gate)
        {
            if (_waiting.Count >= MaxWaiting || _bytes + body.Length > MaxWaitingBytes)
            {
                Lose();
                return false;
            }

            var salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
            _waiting.Enqueue((webhook with { Id = KeptLists.IdOf(webhook.At, salt, webhook.Tenant) }, body.ToArray()));
            _bytes += body.Length;
            if (_writer.IsCompleted)
            {
                _writer = Task.Run(WriteAsync);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public async Task<KeptWebhookPage> ListAsync(KeptWebhookQuery query, CancellationToken cancellationToken)
    {
        await SettledAsync();
        IReadOnlyList<string> tenants = query.Tenant is { } tenant ? [tenant] : await KeptLists.TenantsAsync(store, cancellationToken);
        var pages = await Task.WhenAll(tenants.Select(one => FoundAsync(one, query, cancellationToken)));
        List<KeptWebhook> found = [.. pages.SelectMany(static page => page).OrderByDescending(static one => one.Id, StringComparer.Ordinal).Take(query.Limit + 1)];
        return new([.. found.Take(query.Limit)], found.Count > query.Limit ? found[query.Limit - 1].Id : null, Lost);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(KeptList list, CancellationToken cancellationToken)
    {
        await SettledAsync();
        var counts = await Task.WhenAll((await KeptLists.TenantsAsync(store, cancellationToken)).Select(async tenant =>
            (await store.KeptAsync(KeptLists.NameOf(list, tenant), IKeptWebhooks.Most, null, cancellationToken)).Count));
        return counts.Sum();
    }

    /// <inheritdoc/>
    public async Task<(KeptWebhook Webhook, ReadOnlyMemory<byte>? Body)?> FindAsync(KeptList list, string id, CancellationToken cancellationToken)
    {
        await SettledAsync();
        if (KeptLists.TenantOf(id) is not { } tenant || await store.KeptAsync(KeptLists.NameOf(list, tenant), id, cancellationToken) is not { } row)
        {
            return null;
        }

        var webhook = Read(row);
        var parts = new List<string>();
        while (parts.Count < KeptBody.MaxParts
            && await store.KeptAsync(KeptLists.PrivateOf(list, tenant), KeptLists.PartOf(id, parts.Count), cancellationToken) is { } part)
        {
            parts.Add(part.Value);
        }

        if (parts.Count == 0)
        {
            return (webhook, null);
        }

        var (path, body) = KeptBody.Join(parts);
        return (webhook with { Path = path }, body);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(KeptWebhook webhook, CancellationToken cancellationToken)
    {
        await store.RemoveKeptAsync(KeptLists.NameOf(webhook.List, webhook.Tenant), webhook.Id, cancellationToken);
        var bodies = KeptLists.PrivateOf(webhook.List, webhook.Tenant);
        for (var part = 0; part < KeptBody.MaxParts && await store.KeptAsync(bodies, KeptLists.PartOf(webhook.Id, part), cancellationToken) is { } row; part++)
        {
            await store.RemoveKeptAsync(bodies, row.Key, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<int> EraseAsync(string document, CancellationToken cancellationToken)
    {
        await SettledAsync();
        var erased = 0;
        foreach (var (tenant, list) in (await KeptLists.TenantsAsync(store, cancellationToken)).SelectMany(tenant => Enum.GetValues<KeptList>(), (tenant, list) => (tenant, list)))
        {
            foreach (var row in await store.KeptAsync(KeptLists.NameOf(list, tenant), 2 * IKeptWebhooks.Most, null, cancellationToken))
            {
                if (await FindAsync(list, row.Key, cancellationToken) is ({ } webhook, { } body) && KeptBody.Names(body, document))
                {
                    await RemoveAsync(webhook, cancellationToken);
                    erased++;
                }
            }
        }

        return erased;
    }

    /// <summary>Gives the writer a second for what waits; what is left is lost. Called while the store is open.</summary>
    public async Task StopAsync()
    {
        _stop.CancelAfter(Longest);
        await WriterAsync().WaitAsync(2 * Longest, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private static KeptWebhook Read(KeptRow row) =>
        JsonSerializer.Deserialize(row.Value, KeptJson.Default.KeptWebhook) ?? throw new JsonException("A kept webhook is a JSON object.");

    private async Task<IReadOnlyList<KeptWebhook>> FoundAsync(string tenant, KeptWebhookQuery query, CancellationToken cancellationToken)
    {
        var rows = await store.KeptAsync(KeptLists.NameOf(query.List, tenant), 2 * IKeptWebhooks.Most, query.Cursor, cancellationToken);
        return [.. rows.Select(Read).Where(one => (query.Hook is null || one.Hook == query.Hook) && (query.Since is null || one.At >= query.Since)).Take(query.Limit + 1)];
    }

    /// <summary>What was handed over is in the store, or has waited a second for it.</summary>
    private async Task SettledAsync()
    {
        if (engine.Condition is { Serving: false } condition)
        {
            throw new EngineUnavailableException(condition.Reason ?? "Not serving.", RetryAfter);
        }

        await WriterAsync().WaitAsync(Longest, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task WriterAsync()
    {
        lock (_gate)
        {
            return _writer;
        }
    }

    private async Task WriteAsync()
    {
        while (Next() is var (webhook, body))
        {
            await WriteAsync(webhook, body).ConfigureAwait(false);
            lock (_gate)
            {
                _waiting.Dequeue();
                _bytes -= body.Length;
            }
        }
    }

    /// <summary>The first that waits. Where none does the writer has ended, under the lock by which the next one is handed over.</summary>
    private (KeptWebhook Webhook, byte[] Body)? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out var first))
            {
                return first;
            }

            _writer = Task.CompletedTask;
            return null;
        }
    }

    private async Task WriteAsync(KeptWebhook webhook, byte[] body)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await PutAsync(webhook, body).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !_stop.IsCancellationRequested)
            {
                if (tries == Tries || _stop.IsCancellationRequested)
                {
                    Lose();
                    return;
                }

                await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                Lose();
                return;
            }
        }
    }

    /// <summary>The body comes first, so that what a list shows has one. Written twice it is there once.</summary>
    private async Task PutAsync(KeptWebhook webhook, byte[] body)
    {
        var at = (webhook.List, webhook.Tenant);
        var written = _written.GetValueOrDefault(at);
        if (written == 0)
        {
            await KeptLists.AddTenantAsync(store, webhook.Tenant, _stop.Token).ConfigureAwait(false);
        }

        foreach (var (part, value) in KeptBody.Split(webhook.Path, body).Index())
        {
            await store.KeepAsync(new(KeptLists.PrivateOf(webhook.List, webhook.Tenant), KeptLists.PartOf(webhook.Id, part), value), _stop.Token).ConfigureAwait(false);
        }

        await store.KeepAsync(new(KeptLists.NameOf(webhook.List, webhook.Tenant), webhook.Id, Shown(webhook with { Path = null })), _stop.Token).ConfigureAwait(false);
        _written[at] = written + 1;
        if (written % TrimEvery == 0)
        {
            await KeptLists.TrimAsync(store, webhook.List, webhook.Tenant, DateTimeOffset.MinValue, _stop.Token).ConfigureAwait(false);
        }
    }

    private static string Shown(KeptWebhook webhook) => JsonSerializer.Serialize(webhook, KeptJson.Default.KeptWebhook) is { Length: <= KeptRow.MaxValue } whole
        ? whole
        : JsonSerializer.Serialize(webhook with { Masked = null }, KeptJson.Default.KeptWebhook);

    private void Lose()
    {
        var lost = Interlocked.Increment(ref _lost);
        if (lost == 1 || lost % MaxWaiting == 0)
        {
            log.LogWarning("{Lost} refused or unmatched webhooks since the start are not kept: too many came at once, or the store could not be written", lost);
        }
    }
}
