using System.Diagnostics;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>That each shell completes the program's words by the script that the program prints for it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordergrains-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NeedsShell("bash")]
    public Task Bash_completes_a_command() => CompletesAsync("bash", ["--norc"], """
        eval "$(silo completion bash)"
        COMP_WORDS=(silo rest) COMP_CWORD=1 COMP_LINE='silo rest' COMP_POINT=9
        _silo
        echo "silo ${COMPREPLY[*]}"
        """);

    [NeedsShell("fish")]
    public Task Fish_completes_a_command() => CompletesAsync("fish", ["--no-config"], """
        silo completion fish | source
        echo silo (complete -C 'silo rest')
        """);

    /// <summary>Only a shell that somebody types in completes: one on a terminal of its own gets the letters and a tab.</summary>
    [NeedsShell("zsh")]
    public Task Zsh_completes_a_command() => CompletesAsync("zsh", ["-f"], """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'autoload -Uz compinit && compinit -u -D; eval "$(silo completion zsh)"; echo REA''DY'
        until_seen() {
          local out all i
          for i in {1..300}; do
            zpty -r -t shell out && all+=$out
            [[ $all == *$1* ]] && break
            sleep 0.1
          done
          print -r -- "$all"
        }
        until_seen READY
        zpty -w -n shell $'silo rest\t'
        until_seen restore
        zpty -d shell
        """);

    private async Task CompletesAsync(string shell, string[] options, string script)
    {
        var silo = Path.Combine(_folder, "silo");
        await File.WriteAllTextAsync(silo, $"#!/bin/sh\nexec '{SiloProcess.Host()}' '{Path.Combine(AppContext.BaseDirectory, "silo.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(silo, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var file = Path.Combine(_folder, "script");
        await File.WriteAllTextAsync(file, script);
        using var process = new Process { StartInfo = new(shell, [.. options, file]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder } };
        process.StartInfo.Environment["HOME"] = _folder;
        process.StartInfo.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        process.Start();
        var (told, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Within.Patience);
        Assert.True((await told).Contains("silo restore", StringComparison.Ordinal), await told + await error);
    }
}

/// <summary>A fact that needs a shell, and says so where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsShellAttribute : FactAttribute
{
    public NeedsShellAttribute(string shell) =>
        Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))) ? null : $"{shell} is not here.";
}
