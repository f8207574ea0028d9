using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Gateway;

/// <summary>A sender's key changes while webhooks come at full pace (docs/security.md, "Rotation").</summary>
public sealed class RotationTests : IDisposable
{
    private const int Senders = 4;
    private const int OfEach = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<(string Key, HttpStatusCode Status), int> _answers = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile string _key = "opabox-key-number-0";

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_webhook_is_refused_while_a_key_changes_twice()
    {
        var file = Path.Combine(_folder.Path, "opabox");
        await File.WriteAllTextAsync(file, _key);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OrderGrains:Sandbox:Enabled"] = "false", ["OrderGrains:Tenants:acme:Opabox:ApiKeysFile"] = file,
        }).Build();
        var settings = ReadSettings.From(configuration, development: true).Settings;
        await using var host = await GatewayHost.StartAsync(settings);
        var log = new CapturedLog();
        using var reload = new SecretReload(settings, configuration, development: true, host.Clock, new Microsoft.Extensions.Logging.Logger<SecretReload>(log));
        await reload.StartAsync(CancellationToken.None);
        var senders = Enumerable.Range(0, Senders).Select(number => Task.Run(() => SendAsync(host, number))).ToList();

        await SentAsync(_key);
        for (var number = 1; number <= 2; number++)
        {
            var next = $"opabox-key-number-{number}";
            await ChangeAsync($"{_key}\n{next}");
            _key = next;
            await SentAsync(next);
            await ChangeAsync(next);
            await SentAsync(next);
        }

        await _stop.CancelAsync();
        await Within.Reason(Task.WhenAll(senders));
        Assert.All(_answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Key.Status));
        Assert.Equal(3, _answers.Count);
        using var refused = await host.OpaboxAsync(Sample.Bytes("opabox-order.json"), "opabox-key-number-1");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await reload.StopAsync(CancellationToken.None);

        // The file changes, and counts once two looks agree; webhooks come meanwhile.
        async Task ChangeAsync(string keys)
        {
            var told = log.Lines.Count;
            await File.WriteAllTextAsync(file, keys);
            await Within.Until(() =>
            {
                host.Clock.Advance(SecretReload.Every);
                return log.Lines.Count > told;
            });
        }

        // So many more are answered.
        async Task SentAsync(string key)
        {
            var before = _answers.Values.Sum();
            await Within.Until(() => _answers.Values.Sum() >= before + OfEach && _answers.ContainsKey((key, HttpStatusCode.OK)));
        }
    }

    /// <summary>Each shows the key that counts when it begins, and the sender changes its key between two of them.</summary>
    private async Task SendAsync(GatewayHost host, int number)
    {
        var order = Sample.Object("opabox-order.json");
        for (var sent = 0; !_stop.IsCancellationRequested; sent++)
        {
            var key = _key;
            order["id"] = $"rotation-{number}-{sent}";
            using var answer = await host.OpaboxAsync(GatewayHost.Utf8(order), key);
            _answers.AddOrUpdate((key, answer.StatusCode), 1, static (_, count) => count + 1);
        }
    }
}
