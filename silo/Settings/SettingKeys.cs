using System.Collections;
using System.Reflection;

namespace OrderGrains.Silo;

/// <summary>A setting that there is.</summary>
/// <param name="Path">Its key from the section on, such as <c>Tenants:{tenant}:Opabox:ApiKeys</c>; <c>{n}</c> counts, other braces are names of one's own.</param>
/// <param name="Default">What it is where nobody sets it; null for nothing.</param>
internal sealed record SettingKey(string Path, object? Default);

/// <summary>Every setting, as the types of the settings have it.</summary>
internal static class SettingKeys
{
    /// <summary>What the entries of a dictionary are named by.</summary>
    private static readonly Dictionary<string, string> Entries = new(StringComparer.Ordinal)
    {
        ["Tenants"] = "{tenant}", ["Stores"] = "{store}", ["WebhookHeaders"] = "{header}", ["PaymentMethods"] = "{type}",
    };

    /// <summary>All of them, each once, sections before what is in them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } = [.. Of(new SiloSettings(), "")];

    /// <summary>Every setting and every section that has a name of ours, in the parts of its whole key.</summary>
    private static readonly string[][] Places =
    [
        .. All.Select(one => $"{SettingsCheck.Section}:{one.Path}".Split(':'))
            .SelectMany(parts => Enumerable.Range(2, parts.Length - 1).Select(length => string.Join(':', parts[..length])))
            .Distinct().Select(key => key.Split(':')).Where(parts => !parts[^1].StartsWith('{')),
    ];

    /// <summary>
    /// The whole key of the setting that somebody may have meant by an unknown key: the nearest name in the same section, else a setting of
    /// that name elsewhere, the one whose section is nearest. Null where none is near.
    /// </summary>
    /// <param name="key">The whole key, such as <c>OrderGrains:Tenants:acme:SalesChanel</c>.</param>
    /// <param name="siblings">Names of the settings of its section.</param>
    public static string? Meant(string key, IEnumerable<string> siblings)
    {
        var parts = key.Split(':');
        return Nearest.Of(parts[^1], siblings) is { } sibling ? string.Join(':', [.. parts[..^1], sibling]) : Elsewhere(parts);
    }

    private static string? Elsewhere(string[] parts)
    {
        return Nearest.Of(parts[^1], Places.Select(place => place[^1]).Distinct()) is not { } name
            ? null
            : Places.Where(pattern => pattern[^1] == name)
                .Select(pattern => (Shared: Shared(pattern, parts), Pattern: pattern))
                .OrderByDescending(one => one.Shared).ThenBy(one => one.Pattern.Length)
                .Select(one => string.Join(':', [.. parts[..one.Shared], .. one.Pattern[one.Shared..]]))
                .First();
    }

    /// <summary>How many of the first parts are the pattern's.</summary>
    private static int Shared(string[] pattern, string[] parts) => pattern.Zip(parts[..^1])
        .TakeWhile(pair => pair.First.StartsWith('{') || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)).Count();

    private static IEnumerable<SettingKey> Of(object settings, string prefix) => settings.GetType().GetProperties()
        .Where(property => property.CanWrite)
        .SelectMany(property => Of(property, property.GetValue(settings), prefix + property.Name));

    private static IEnumerable<SettingKey> Of(PropertyInfo property, object? value, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (SettingsSection.IsScalar(type))
        {
            return [new(path, value)];
        }

        if (typeof(IDictionary).IsAssignableFrom(type))
        {
            return Entry(type.GetGenericArguments()[1], $"{path}:{Entries[property.Name]}");
        }

        return typeof(IList).IsAssignableFrom(type)
            ? Entry(type.GetGenericArguments()[0], SettingsSection.IsScalar(type.GetGenericArguments()[0]) ? path : $"{path}:{{n}}")
            : Of(value ?? Activator.CreateInstance(type)!, path + ":");
    }

    private static IEnumerable<SettingKey> Entry(Type type, string path) =>
        SettingsSection.IsScalar(type) || typeof(IList).IsAssignableFrom(type) ? [new(path, null)] : Of(Activator.CreateInstance(type)!, path + ":");
}
