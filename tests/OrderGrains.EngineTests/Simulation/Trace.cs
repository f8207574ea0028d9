using System.Globalization;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>What happened in a run: always its hash, and its lines where somebody wants to read them.</summary>
internal sealed class Trace(Loop loop, bool keepsLines)
{
    private readonly List<string> _lines = [];

    public ulong Hash { get; private set; } = 14695981039346656037;

    public IReadOnlyList<string> Lines => _lines;

    public bool KeepsLines => keepsLines;

    public void Note(string what, string who = "", string? how = null, long number = 0)
    {
        Mix(what);
        Mix(who);
        Mix(how ?? "");
        Mix((ulong)number);
        Mix((ulong)loop.Now);
        if (keepsLines)
        {
            _lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(loop.Now),16:c} {who,-8} {what} {how}{(number != 0 ? $" {number}" : "")}"));
        }
    }

    /// <summary>A line of the engine's own log: read by people, and no part of the hash.</summary>
    public void Log(string line)
    {
        if (keepsLines)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(loop.Now),16:c}          {line}"));
        }
    }

    private void Mix(string text)
    {
        foreach (var character in text)
        {
            Mix(character);
        }
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * 1099511628211;
}
