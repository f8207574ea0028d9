using System.Security.Cryptography;
using System.Text;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>The operators of the settings, by their keys. Every key is compared, in constant time.</summary>
internal sealed class KnownOperators(OrderGrainsSettings settings)
{
    private const int MarkBytes = 16;

    private readonly (LiveKeys Key, OperatorSettings Known)[] _operators = [.. settings.Operators.Select(known => (new LiveKeys(() => known.Key), known))];

    /// <summary>Who shows a key; null for one that nobody has.</summary>
    public Caller? Find(string? key)
    {
        Caller? caller = null;
        foreach (var (live, known) in _operators)
        {
            caller = live.Match(key) ? Of(known) : caller;
        }

        return caller;
    }

    /// <summary>What stands for a key in a session, which knows it again and cannot be used as one.</summary>
    public static string MarkOf(string key) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, MarkBytes));

    /// <summary>The operator of a session as the settings have them now; null where the name or the key that it began with is gone.</summary>
    public Caller? Find(string name, string mark) =>
        _operators.Select(one => one.Known).FirstOrDefault(known =>
            known.Name == name && !string.IsNullOrWhiteSpace(known.Key)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(MarkOf(known.Key)), Encoding.UTF8.GetBytes(mark))) is { } found
            ? Of(found)
            : null;

    private static Caller Of(OperatorSettings known) => new(known.Name, known.Role);
}
