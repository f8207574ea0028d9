using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;

namespace OrderGrains.EngineTests.EndToEnd.Clocks;

/// <summary>
/// A wall clock for one process, set by a test while the machine's goes on: a small library (<c>wall-clock.c</c>) that the machine's compiler makes and the process
/// is started with. Nothing of it is in the program.
/// </summary>
internal sealed class WallClock : IDisposable
{
    private static readonly string? Library = Compile();

    private readonly TemporaryFolder _folder = new();

    public WallClock() => File.WriteAllBytes(Shown, new byte[sizeof(long)]);

    /// <summary>Whether this machine can give a process a clock.</summary>
    public static bool Works => Library is not null;

    /// <summary>What a process is started by that goes by this clock.</summary>
    public string[] Command => ["env", $"LD_PRELOAD={Library}", $"WALL_CLOCK={Shown}"];

    private string Shown => _folder["clock"];

    /// <summary>Sets it: how far it is from the machine's.</summary>
    public void Set(TimeSpan ahead)
    {
        var seconds = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(seconds, (long)ahead.TotalSeconds);
        using var file = new FileStream(Shown, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(seconds); // In place: the process has it mapped.
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The library's path; null where this machine cannot make it.</summary>
    private static string? Compile()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var made = Path.Combine(AppContext.BaseDirectory, "wall-clock.so");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo(
                "cc", ["-shared", "-fPIC", "-O2", "-o", made, Path.Combine(AppContext.BaseDirectory, "Clocks", "wall-clock.c")]) { RedirectStandardError = true })!;
            return compiler.WaitForExit(TimeSpan.FromSeconds(60)) && compiler.ExitCode == 0 ? made : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A theory that needs a clock for a process, and says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WallClockTheoryAttribute : TheoryAttribute
{
    public WallClockTheoryAttribute() => Skip = WallClock.Works ? null : "No C compiler is here: a process cannot be given a clock of its own.";
}
