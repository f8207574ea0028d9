using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>The program itself as a process of its own, in Development so that it may call plain http; killed when disposed.</summary>
public sealed partial class SiloProcess : IAsyncDisposable
{
    private readonly Process _process = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _ended;

    private SiloProcess(string[] under, string folder, string settingsFile, string[] args, bool read = true, string? program = null)
    {
        string[] command = [.. under, Host(), program ?? Path.Combine(AppContext.BaseDirectory, "silo.dll"), .. args];
        _process.StartInfo = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var environment = _process.StartInfo.WithoutThem().Environment;
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ORDERGRAINS_SETTINGS"] = settingsFile;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        _process.Start();
        if (read)
        {
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        _ended = _process.WaitForExitAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Everything it has written so far, to both of its outputs.</summary>
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

    /// <summary>A user without rights on the machine, whoever runs the tests.</summary>
    private static string[] Nobody => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

    /// <summary>
    /// Starts it in Production as somebody does who has set nothing, a data directory neither, and has no rights on the machine. A user's own place for
    /// data is then in <paramref name="home"/>, which is new.
    /// </summary>
    public static SiloProcess StartWithNothingSet(string home)
    {
        Assert.False(Directory.Exists("/var/lib/ordergrains"), "This machine has a hub: started with nothing set, the program would run on its orders.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home, UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | File.GetUnixFileMode(home));
        }

        return new([.. Nobody, "env", "-u", "XDG_DATA_HOME", $"HOME={home}"], home, "", ["--urls", "http://127.0.0.1:0", "--environment", "Production"]);
    }

    /// <summary>Starts it in Development without a data directory.</summary>
    public static SiloProcess StartInDevelopment(string folder, string settingsFile, params string[] args) =>
        new([], folder, settingsFile, ["--urls", "http://127.0.0.1:0", .. args]);

    /// <summary>Starts it on a port that the system chooses.</summary>
    public static SiloProcess Start(string folder, string settingsFile, params string[] args) => StartUnder([], folder, settingsFile, args);

    /// <summary>The same by another command, such as a tracer, which has to leave the process id to the program.</summary>
    public static SiloProcess StartUnder(string[] under, string folder, string settingsFile, params string[] args) =>
        new(under, folder, settingsFile, [.. OnDataOf(folder), .. args]);

    /// <summary>The same of another build, whose <c>silo.dll</c> is named; this one where none is.</summary>
    public static SiloProcess StartOf(string? program, string folder, string settingsFile, params string[] args) =>
        new([], folder, settingsFile, [.. OnDataOf(folder), .. args], program: program);

    /// <summary>Starts it without settings, and reads nothing of what it writes.</summary>
    public static SiloProcess StartUnread(string folder, string address) => new(
        [], folder, "", ["--urls", address, $"--OrderGrains:Storage:DataDirectory={Path.Combine(folder, "data")}"], read: false);

    /// <summary>Runs one of its commands on a data directory that <see cref="Start"/> used; the exit code and what it wrote.</summary>
    public static Task<(int Code, string Output)> RunAsync(string folder, string settingsFile, params string[] args) =>
        RunOfAsync(null, folder, settingsFile, args);

    /// <summary>The same of another build.</summary>
    public static async Task<(int Code, string Output)> RunOfAsync(string? program, string folder, string settingsFile, params string[] args)
    {
        await using var command = new SiloProcess([], folder, settingsFile, args, program: program);
        return (await command.ExitAsync(args[0]), command.Output.Trim());
    }

    /// <summary>Where it listens, once it does.</summary>
    public async Task<Uri> ListeningAsync()
    {
        await WaitAsync(Task.WhenAny(_listening.Task, _ended), "the start");
        return _listening.Task.IsCompleted
            ? await _listening.Task
            : throw new InvalidOperationException($"It ended with {_process.ExitCode} instead of listening:\n{Told}");
    }

    /// <summary>Its exit code, once it has ended and all its output is read.</summary>
    public async Task<int> ExitAsync(string phase)
    {
        await WaitAsync(_ended, phase);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public void Terminate() => Assert.Equal(0, Signal(_process.Id, 15));

    /// <summary>Has it do nothing, not even end, until <see cref="Thaw"/>: a machine that hangs. Its connections stay.</summary>
    public void Freeze() => Assert.Equal(0, Signal(_process.Id, 19));

    /// <summary>Has it go on.</summary>
    public void Thaw() => Assert.Equal(0, Signal(_process.Id, 18));

    /// <summary>Whether it runs, frozen or not.</summary>
    public bool Runs => !_ended.IsCompleted;

    /// <summary>Ends it as kill -9 does: nothing of it runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        if (!_ended.IsCompleted)
        {
            _process.Kill();
        }

        await ExitAsync("the kill");
    }

    private static string[] OnDataOf(string folder) =>
        ["--urls", "http://127.0.0.1:0", $"--OrderGrains:Storage:DataDirectory={Path.Combine(folder, "data")}"];

    /// <summary>What runs it.</summary>
    internal static string Host() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>What it wrote, without the frames of stack traces, of which a crash writes hundreds, and of long lines the beginning.</summary>
    private string Told => string.Join('\n', Output.Split('\n').Where(line => !line.StartsWith("   at ", StringComparison.Ordinal)).Select(line => line.Length > 800 ? line[..800] : line));

    private async Task WaitAsync(Task task, string phase)
    {
        try
        {
            await task.WaitAsync(Within.Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Hung in: {phase}\n{Told}", exception);
        }
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

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    [GeneratedRegex(@"Listening on (http://[\d.]+:\d+)")]
    private static partial Regex Address();
}
