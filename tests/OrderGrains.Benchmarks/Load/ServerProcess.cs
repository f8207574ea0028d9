using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderGrains.Benchmarks.Load;

/// <summary>A server in a process of its own, so that its processor time and its writes are told from the generator's.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string assembly, IEnumerable<string> args, IReadOnlyDictionary<string, string> environment)
    {
        _process.StartInfo = new(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, assembly), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            _process.StartInfo.Environment[name] = value;
        }

        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException(Output));
        _process.EnableRaisingEvents = true;
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    /// <summary>Processor time so far, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Memory that is its own and in use, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Bytes that it made the disk write so far; NaN where the system does not tell.</summary>
    public double WrittenBytes
    {
        get
        {
            var file = $"/proc/{_process.Id}/io";
            return File.Exists(file)
                ? double.Parse(File.ReadLines(file).First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))[12..], CultureInfo.InvariantCulture)
                : double.NaN;
        }
    }

    /// <summary>All that it said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<(ServerProcess Server, Uri Address)> StartAsync(
        string assembly, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new ServerProcess(assembly, args, environment ?? new Dictionary<string, string>());
        return (server, await server._listening.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System));
    }

    /// <summary>Kills it, as kill -9 does.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Kill(object? sender, EventArgs e) => _process.Kill();

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line is not null && Address().Match(line) is { Success: true } found)
        {
            _listening.TrySetResult(new(found.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Listening on [\\""]*(http://127\.0\.0\.1:\d+)")]
    private static partial Regex Address();
}
