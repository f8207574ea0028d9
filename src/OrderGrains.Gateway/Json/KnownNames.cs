using System.Text;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>
/// The names that a vendor's page lists for an object's fields, in any case, and for those of its parts; looked up as they stand in a body.
/// </summary>
internal sealed class KnownNames
{
    private readonly (string Name, KnownNames? Parts)[][] _byLength;

    /// <param name="names">In ASCII.</param>
    public KnownNames(params string[] names)
        : this([], names)
    {
    }

    /// <param name="parts">Fields that are objects, or lists of them, and what is known of those.</param>
    /// <param name="names">All other fields, in ASCII.</param>
    public KnownNames((string Name, KnownNames? Parts)[] parts, params string[] names)
    {
        (string Name, KnownNames? Parts)[] all = [.. parts, .. names.Select(name => (name, (KnownNames?)null))];
        HasParts = parts.Length > 0;
        _byLength = [.. Enumerable.Range(0, all.Max(one => one.Name.Length) + 1).Select(length => all.Where(one => one.Name.Length == length).ToArray())];
    }

    /// <summary>Whether anything is known of parts.</summary>
    public bool HasParts { get; }

    /// <summary>Whether a field's name is one of them.</summary>
    /// <param name="tree">A body.</param>
    /// <param name="token">The name.</param>
    /// <param name="parts">What is known of its parts; null where they are anything.</param>
    public bool Contains(JsonTree tree, int token, out KnownNames? parts)
    {
        var escaped = tree[token].Escaped;
        var written = escaped ? Encoding.UTF8.GetBytes(tree.Decode(token)) : tree.Bytes(token);
        foreach (var (name, known) in written.Length < _byLength.Length ? _byLength[written.Length] : [])
        {
            if (Ascii.EqualsIgnoreCase(written, name))
            {
                parts = known;
                return true;
            }
        }

        parts = null;
        return false;
    }
}
