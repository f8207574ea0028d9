using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace OrderGrains.Silo;

/// <summary>
/// Reads a section of the configuration into settings types, and lists what does not fit them: an unknown key, a text that is no
/// number, a section where a value belongs. The framework's binder passes over the first and stops at the others.
/// </summary>
internal sealed class SettingsSection
{
    private readonly List<SettingsProblem> _problems = [];
    private readonly Dictionary<string, string> _secrets = [];

    private SettingsSection()
    {
    }

    /// <summary>What a section says; what it leaves out keeps its default, and so does a null, unless the setting can be without a value.</summary>
    /// <param name="section">The section.</param>
    /// <param name="problems">What does not fit.</param>
    /// <param name="secrets">The files that secrets came from, by their paths, with what was in them.</param>
    public static T Read<T>(IConfigurationSection section, out IReadOnlyList<SettingsProblem> problems, out IReadOnlyDictionary<string, string> secrets)
        where T : class, new()
    {
        var reader = new SettingsSection();
        var settings = new T();
        reader.Fill(settings, section);
        (problems, secrets) = (reader._problems, reader._secrets);
        return settings;
    }

    private void Fill(object settings, IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            Add(section, "This is a section of settings, not a value.");
            return;
        }

        var known = settings.GetType().GetProperties().Where(property => property.CanWrite).ToArray();
        foreach (var child in section.GetChildren())
        {
            if (known.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                Set(settings, property, child);
            }
            else if (known.FirstOrDefault(property => SecretFile.Names(child.Key, property)) is { } secret)
            {
                if (!SecretFile.IsList(secret.PropertyType))
                {
                    secret.SetValue(settings, Secret(child, section[secret.Name]) is [.., var value] ? value : "");
                }
                else if (Secret(child, section.GetSection(secret.Name).GetChildren().FirstOrDefault()?.Value) is { Count: > 0 } values)
                {
                    secret.SetValue(settings, values);
                }
            }
            else
            {
                Add(child, NoSuch(child, [.. known.Select(one => one.Name)]));
            }
        }
    }

    private static string NoSuch(IConfigurationSection section, string[] known) => SettingKeys.Meant(section.Path, known) is { } meant
        ? $"There is no such setting. The nearest is {meant}."
        : $"There is no such setting. The settings here are {string.Join(", ", known)}.";

    private void Set(object settings, PropertyInfo property, IConfigurationSection section)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (IsScalar(type))
        {
            if (Scalar(type, section) is { } value)
            {
                property.SetValue(settings, value);
            }
            else if (type != property.PropertyType && string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any())
            {
                property.SetValue(settings, null);
            }
        }
        else if (section.Exists())
        {
            var value = property.GetValue(settings) ?? Activator.CreateInstance(type)!;
            FillAny(value, type, section);
            property.SetValue(settings, value);
        }
    }

    private void FillAny(object value, Type type, IConfigurationSection section)
    {
        if (value is IDictionary or IList && !string.IsNullOrEmpty(section.Value))
        {
            Add(section, value is IList ? "A list is expected here, also of one value: [ \"…\" ]." : "This is a section with a key for each entry, not a value.");
        }
        else if (value is IDictionary dictionary)
        {
            var item = type.GetGenericArguments()[1];
            foreach (var child in section.GetChildren())
            {
                if (SecretFile.IsList(item) && SecretFile.Of(child.Key) is { } name && child.Value is not null)
                {
                    dictionary[name] = Secret(child, section.GetSection(name).GetChildren().FirstOrDefault()?.Value) ?? [];
                }
                else
                {
                    dictionary[child.Key] = Item(item, child);
                }
            }
        }
        else if (value is IList list)
        {
            foreach (var child in section.GetChildren().Where(child => child.Exists()))
            {
                list.Add(Item(type.GetGenericArguments()[0], child));
            }
        }
        else
        {
            Fill(value, section);
        }
    }

    /// <summary>The lines of the file that a setting names; null where there are none, which is told.</summary>
    private List<string>? Secret(IConfigurationSection named, string? besides)
    {
        if (besides is { Length: > 0 })
        {
            Add(named, "The secret is set here and by its own name: one of the two.");
        }

        var text = SecretFile.Read(named.Value);
        if (text is null || SecretFile.Lines(text) is not { Count: > 0 } lines)
        {
            Add(named, text is null ? "There is no such file, it cannot be read, or it is larger than 64 KB." : "There is nothing in this file.");
            return null;
        }

        _secrets[named.Value!] = text;
        return lines;
    }

    private object? Item(Type type, IConfigurationSection section)
    {
        if (IsScalar(type))
        {
            return Scalar(type, section) ?? (type == typeof(string) ? "" : Activator.CreateInstance(type));
        }

        var item = Activator.CreateInstance(type)!;
        FillAny(item, type, section);
        return item;
    }

    /// <summary>Whether a setting of the type is one value.</summary>
    public static bool IsScalar(Type type) => type == typeof(string) || type.IsValueType;

    private object? Scalar(Type type, IConfigurationSection section)
    {
        if (section.GetChildren().Any())
        {
            Add(section, "This is one value, not a section.");
            return null;
        }

        if (section.Value is not { } text)
        {
            return null;
        }

        if (Convert(type, text) is { } value)
        {
            return value;
        }

        if (text.Length > 0)
        {
            Add(section, $"This is {What(type)}.");
        }

        return null;
    }

    private static object? Convert(Type type, string text)
    {
        if (type == typeof(TimeSpan))
        {
            // Exact: else 24:00:00 would be 24 days, and a number without a colon days too, which nobody means.
            return text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null;
        }

        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        }

        var converter = TypeDescriptor.GetConverter(type);
        return type == typeof(string) ? text : converter.IsValid(text) ? converter.ConvertFromInvariantString(text) : null;
    }

    private static string What(Type type) =>
        type == typeof(TimeSpan) ? "a duration: days.hours:minutes:seconds, such as 00:00:02.5, or 1.00:00:00 for a day"
        : type == typeof(DateTimeOffset) ? "a time, such as 2026-03-01T00:00:00-03:00"
        : type == typeof(bool) ? "true or false"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : "a number, with a point before its decimals";

    private void Add(IConfigurationSection section, string message) => _problems.Add(new(section.Path, message));
}
