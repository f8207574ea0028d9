using System.Net;
using System.Text.Json;
using System.Threading.Channels;

namespace OrderGrains.Tests.Sandbox;

/// <summary>Stands where the hub would: keeps each notification that the sandbox posts, and answers what the test says.</summary>
internal sealed class HubStub : HttpMessageHandler
{
    private readonly Channel<Told> _told = System.Threading.Channels.Channel.CreateUnbounded<Told>();

    public Queue<HttpStatusCode> Answers { get; } = new();

    /// <summary>Never answers, as a hub that hangs.</summary>
    public bool Hangs { get; set; }

    /// <summary>The next notification; a failure names what was waited for.</summary>
    public Task<Told> NextAsync(string what) => Within.Reason(_told.Reader.ReadAsync().AsTask(), $"the notification: {what}");

    public bool IsQuiet => _told.Reader.Count == 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsStringAsync(cancellationToken));
        var header = request.Headers.TryGetValues("x-omni-token", out var values) ? values.Single() : null;
        var status = Answers.TryDequeue(out var answer) ? answer : HttpStatusCode.OK;
        _told.Writer.TryWrite(new Told(request.RequestUri!, header, body));
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return new HttpResponseMessage(status);
    }
}

internal sealed record Told(Uri Url, string? Header, JsonElement Body)
{
    public string? Code => Body.GetProperty("code").GetString();

    public string? OperationId => Body.GetProperty("operationId").GetString();
}
