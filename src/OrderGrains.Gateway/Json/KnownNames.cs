using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>The names that a vendor's page lists for an object's fields, in any case; looked up as they stand in a body.</summary>
internal sealed class KnownNames
{
    private readonly string[][] _byLength;

    /// <param name="names">In ASCII.</param>
    public KnownNames(params string[] names) => _byLength =
        [.. Enumerable.Range(0, names.Max(name => name.Length) + 1).Select(length => names.Where(name => name.Length == length).ToArray())];

    /// <summary>Whether a field's name is one of them.</summary>
    public bool Contains(JsonProperty property)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(property);
        if (written.Contains((byte)'\\'))
        {
            var name = property.Name;
            return OfLength(name.Length).Contains(name, StringComparer.OrdinalIgnoreCase);
        }

        foreach (var name in OfLength(written.Length))
        {
            if (Ascii.EqualsIgnoreCase(written, name))
            {
                return true;
            }
        }

        return false;
    }

    private string[] OfLength(int length) => length < _byLength.Length ? _byLength[length] : [];
}
