using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderGrains.EngineTests.Support;

/// <summary>A server that tests start for themselves. It ends with the process that started it, also where that one is killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Ends the server when the standard input does, which it does with its owner, and removes its folder, which is the first argument.</summary>
    private const string Watch = "folder=$1; shift; \"$@\" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf \"$folder\"";

    private readonly Process _process;
    private int _stopped;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts a server for all the run; what said that it serves.</summary>
    /// <inheritdoc cref="OwnAsync"/>
    public static async Task<Match> StartAsync(Regex serves, string folder, params string[] command) => (await OwnAsync(serves, folder, command)).Said;

    /// <summary>Starts a server and waits until what it said, a line after the other, says that it serves.</summary>
    /// <param name="serves">To be found in all that it said.</param>
    /// <param name="folder">Its own, gone with it.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<(ServerProcess Server, Match Said)> OwnAsync(Regex serves, string folder, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Watch, "server", folder, .. command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        var said = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new ServerProcess(Process.Start(start.WithoutThem())!);
        var heard = new StringBuilder();
        void Hear(object sender, DataReceivedEventArgs line)
        {
            lock (heard)
            {
                if (serves.Match(heard.AppendLine(line.Data).ToString()) is { Success: true } match)
                {
                    said.TrySetResult(match);
                }
            }
        }

        server._process.OutputDataReceived += Hear;
        server._process.ErrorDataReceived += Hear;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        return (server, await Within.Reason(said.Task, $"{command[0]} serves"));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        }.WithoutThem())!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command[0]}: {string.Concat(said)}");
    }

    /// <summary>Where a program is: in one of some folders, or on the path; null for nowhere.</summary>
    public static string? Find(string program, params IEnumerable<string> folders) => folders
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => new(Task.Run(Stop));

    private void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }
}
