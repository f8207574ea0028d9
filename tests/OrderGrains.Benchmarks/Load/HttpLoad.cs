using System.Net;
using System.Net.Sockets;

namespace OrderGrains.Benchmarks.Load;

/// <summary>
/// A closed loop of connections: each sends its next request when the last is answered. Requests are bytes that the caller writes,
/// and answers are only measured and counted, so that as little as can be of the machine goes to the generator. What is
/// answered 5xx before anything is measured is sent again a second later, as by a sender.
/// </summary>
internal static class HttpLoad
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Loads a server for a time, after a warm-up that is not measured.</summary>
    /// <param name="server">Address and port.</param>
    /// <param name="connections">How many.</param>
    /// <param name="warmUp">Nothing is measured before it has ended.</param>
    /// <param name="time">Measured.</param>
    /// <param name="request">Makes the requests of one connection.</param>
    /// <param name="measured">Called when the measured part starts and when it has ended.</param>
    public static async Task<LoadResult> RunAsync(
        Uri server, int connections, Task warmUp, TimeSpan time, Func<int, IRequests> request, Action<bool> measured)
    {
        var clock = TimeProvider.System;
        var phase = new Phase();
        var loops = Enumerable.Range(0, connections).Select(i => LoopAsync(server, request(i), phase, clock)).ToArray();
        await Task.WhenAny(warmUp, Task.WhenAny(loops.Select(loop => FailureOf(loop))));
        measured(true);
        var start = clock.GetTimestamp();
        (phase.Begun, phase.Measuring) = (true, true);
        await Task.WhenAny(Task.Delay(time, clock), Task.WhenAny(loops.Select(loop => FailureOf(loop))));
        phase.Measuring = false;
        var elapsed = clock.GetElapsedTime(start);
        measured(false);
        phase.Ended = true;
        var all = await Task.WhenAll(loops);
        return LoadResult.Of(elapsed, all) with { RefusedBefore = phase.RefusedBefore };
    }

    /// <summary>Ends only where the loop fails.</summary>
    private static async Task FailureOf(Task loop)
    {
        await ((Task)loop.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!loop.IsFaulted)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }
    }

    private static async Task<List<float>> LoopAsync(Uri server, IRequests requests, Phase phase, TimeProvider clock)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var times = new List<float>();
        var buffer = new byte[16 * 1024];
        while (!phase.Ended)
        {
            var request = requests.Next();
            var sent = clock.GetTimestamp();
            await socket.SendAsync(request);
            while (!await HttpAnswer.ReadAsync(socket, buffer, mayRefuse: !phase.Begun))
            {
                Interlocked.Increment(ref phase.RefusedBefore);
                await Task.Delay(s_retryAfter, clock);
                sent = clock.GetTimestamp();
                await socket.SendAsync(request);
            }

            if (phase.Measuring)
            {
                times.Add((float)clock.GetElapsedTime(sent).TotalMilliseconds);
            }
        }

        return times;
    }

    private sealed class Phase
    {
        public int RefusedBefore;
        public volatile bool Begun;
        public volatile bool Measuring;
        public volatile bool Ended;
    }
}

/// <summary>The requests of one connection, each a whole HTTP/1.1 request. What it gives is valid until the next call.</summary>
internal interface IRequests
{
    /// <summary>The next one.</summary>
    ReadOnlyMemory<byte> Next();
}
