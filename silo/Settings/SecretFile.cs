using System.Reflection;
using System.Text;

namespace OrderGrains.Silo;

/// <summary>A secret that a setting names the file of, as containers get them: the secret's name with <c>File</c> behind it, a value a line (docs/settings.md, "Secrets").</summary>
internal static class SecretFile
{
    private const string Suffix = "File";
    private const int Longest = 64 * 1024;

    /// <summary>The name of the setting whose file a key names; null where it names none.</summary>
    public static string? Of(string key) =>
        key.Length > Suffix.Length && key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? key[..^Suffix.Length] : null;

    /// <summary>Whether a key names the file of a secret.</summary>
    public static bool Names(string key, PropertyInfo property) =>
        property.IsDefined(typeof(SecretAttribute)) && !IsDictionary(property.PropertyType) && property.Name.Equals(Of(key), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a secret has several live values.</summary>
    public static bool IsList(Type type) => type == typeof(List<string>);

    /// <summary>What is in a file; null where it cannot be read. A relative path is under the current directory.</summary>
    public static string? Read(string? path)
    {
        try
        {
            return string.IsNullOrWhiteSpace(path) || new FileInfo(path).Length > Longest ? null : File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The values in a file: its lines, but for empty ones.</summary>
    public static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);
}
