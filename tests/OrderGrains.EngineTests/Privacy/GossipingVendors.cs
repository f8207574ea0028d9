using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OrderGrains.EngineTests.Privacy;

/// <summary>Vendors that answer some calls with what they were told of the customer, and then do their work.</summary>
internal sealed class GossipingVendors : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Body)>> _answers = new(StringComparer.Ordinal);

    /// <summary>How many calls were answered so.</summary>
    public int Told { get; private set; }

    /// <summary>The next calls whose path contains a text are answered so, one after another.</summary>
    public void Answer(string path, params (int Status, string Body)[] answers) => _answers[path] = new(answers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (path, answers) in _answers)
        {
            if (request.RequestUri!.AbsolutePath.Contains(path, StringComparison.Ordinal) && answers.TryDequeue(out var answer))
            {
                Told++;
                return new((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"), RequestMessage = request };
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
