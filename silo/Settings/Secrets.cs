using System.Collections;
using System.Reflection;

namespace OrderGrains.Silo;

/// <summary>The secrets among settings.</summary>
internal static class Secrets
{
    /// <summary>
    /// Has settings take the secrets of others that were read from the same configuration. What the first have beside those stays: a tenant and an operator that
    /// were added, as the sandbox's.
    /// </summary>
    public static void Copy(object from, object to)
    {
        foreach (var property in from.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var (value, other) = (property.GetValue(from), property.GetValue(to));
            if (property.IsDefined(typeof(SecretAttribute)))
            {
                property.SetValue(to, value);
            }
            else if (value is SystemSettings system && other is SystemSettings before)
            {
                Replace(system, before, next => property.SetValue(to, next));
            }
            else if (value is IDictionary named && other is IDictionary others)
            {
                foreach (var key in named.Keys.Cast<object>().Where(others.Contains))
                {
                    CopyOf(named[key], others[key]);
                }
            }
            else if (value is IList list && other is IList rest)
            {
                for (var index = 0; index < Math.Min(list.Count, rest.Count); index++)
                {
                    CopyOf(list[index], rest[index]);
                }
            }
            else
            {
                CopyOf(value, other);
            }
        }
    }

    /// <summary>The values of an object's own secrets, in the order of their names.</summary>
    public static IEnumerable<string> ValuesOf(object settings) =>
        from property in settings.GetType().GetProperties()
        where property.IsDefined(typeof(SecretAttribute))
        orderby property.Name
        from value in property.GetValue(settings) switch
        {
            string one => [one],
            IEnumerable<string> some => some,
            IEnumerable<KeyValuePair<string, List<string>>> named => named.OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => one.Value),
            _ => Enumerable.Empty<string>(),
        }
        select value;

    /// <summary>Has another object with the new secrets take the place of a system's settings, where there are any.</summary>
    private static void Replace(SystemSettings from, SystemSettings before, Action<SystemSettings> put)
    {
        if (!ValuesOf(from).SequenceEqual(ValuesOf(before), StringComparer.Ordinal))
        {
            var next = before.Next(ValuesOf(before));
            Copy(from, next);
            put(next);
        }
    }

    private static void CopyOf(object? from, object? to)
    {
        if (from is not null && to is not null && !SettingsSection.IsScalar(from.GetType()))
        {
            Copy(from, to);
        }
    }
}
