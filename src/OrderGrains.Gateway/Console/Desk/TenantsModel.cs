using System.Collections;
using System.Reflection;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Webhooks.Vtex;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>An address or a value to paste into a vendor's panel.</summary>
/// <param name="Where">The panel and its field.</param>
/// <param name="Value">What to paste; a secret is shown as its first characters alone.</param>
public sealed record ToPaste(string Where, string Value);

/// <summary>A setting and its value, a secret masked.</summary>
/// <param name="Key">Below the tenant.</param>
/// <param name="Value">As people read it.</param>
public sealed record SettingRow(string Key, string Value);

/// <summary>A tenant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Systems">The systems that it has.</param>
/// <param name="Paste">What each vendor's panel needs.</param>
/// <param name="Settings">What is set.</param>
/// <param name="Hook">How VTEX's order hook stands; null where it has no VTEX.</param>
/// <param name="HookWhy">Why.</param>
public sealed record TenantCard(
    string Name, IReadOnlyList<string> Systems, IReadOnlyList<ToPaste> Paste, IReadOnlyList<SettingRow> Settings, Shown? Hook, string? HookWhy);

/// <summary>The tenants of the settings.</summary>
/// <param name="Tenants">By name.</param>
public sealed record TenantsModel(IReadOnlyList<TenantCard> Tenants)
{
    private const string Secret = "••••••••";

    internal static TenantsModel Of(Visit visit, IReadOnlyList<OrderHookSeen> hooks) => new(
    [
        .. visit.Settings.Tenants.OrderBy(tenant => tenant.Key, StringComparer.Ordinal).Select(tenant =>
        {
            var (name, settings) = tenant;
            var hook = hooks.Where(one => one.Tenant == name).OrderBy(one => one.State == OrderHookState.Registered).FirstOrDefault(); // The one that wants somebody.
            return new TenantCard(
                name,
                [
                    .. settings.OmniChat is null ? [] : (string[])["OmniChat"],
                    .. settings.Opabox is null ? [] : (string[])["OPABOX"],
                    .. settings.Vtex is null ? [] : (string[])["VTEX"],
                    .. settings.BonifiQ is null ? [] : (string[])["BonifiQ"],
                ],
                [.. Paste(name, settings, visit)],
                [.. Rows("", settings)],
                hook is null ? null : Of(hook, visit.L),
                hook?.Why);
        }),
    ]);

    private static Shown Of(OrderHookSeen hook, Language l) => hook.State switch
    {
        OrderHookState.Registered => new(Sign.Done, l["Registered", "Registrado"], Quiet: true),
        OrderHookState.Missing => new(Sign.Person, l["Missing", "Não existe"]),
        OrderHookState.Different => new(Sign.Person, l["Another one stands there", "Há outro no lugar"]),
        _ => new(Sign.None, l["Not known", "Não se sabe"], Quiet: true),
    };

    private static IEnumerable<ToPaste> Paste(string name, TenantSettings tenant, Visit visit)
    {
        var l = visit.L;
        var root = (tenant.Vtex?.PublicUrl is { Length: > 0 } address ? address : l["https://your-hub", "https://seu-hub"]).TrimEnd('/');
        if (tenant.OmniChat is { } chat)
        {
            var headers = string.Join(", ", chat.WebhookHeaders.Keys);
            foreach (var (where, hook) in ((string, string)[])
                [("OrderChecker", "order-checker"), ("OrderProvisioning", "order-provisioning"), ("Order status change", "status-change"), ("Order cancellation", "cancellation")])
            {
                yield return new($"OmniChat · {where}", $"{root}/hooks/{name}/omnichat/{hook}");
            }

            yield return new(l["OmniChat · header", "OmniChat · cabeçalho"], l[$"{headers}: the value of the settings", $"{headers}: o valor das configurações"]);
        }

        if (tenant.Opabox is not null)
        {
            yield return new("OPABOX · webhook", $"{root}/hooks/{name}/opabox/orders");
            yield return new(l["OPABOX · header", "OPABOX · cabeçalho"], l["x-api-key: the value of the settings", "x-api-key: o valor das configurações"]);
        }

        if (tenant.Vtex is { } vtex)
        {
            var secret = l["{secret of the settings}", "{segredo das configurações}"];
            yield return new(l["VTEX · affiliate’s order endpoint", "VTEX · endpoint do afiliado"], $"{root}/hooks/{name}/vtex/{secret}");
            yield return new(l["VTEX · order hook", "VTEX · hook de pedidos"], $"silo vtex-hook · {root}/hooks/{name}/vtex/{secret}/order-hook");
            yield return new(l["VTEX · affiliate", "VTEX · afiliado"], vtex.AffiliateId);
        }
    }

    /// <summary>Every setting of an object; a secret says only whether there is one.</summary>
    private static IEnumerable<SettingRow> Rows(string prefix, object settings)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            var key = prefix.Length == 0 ? property.Name : $"{prefix}:{property.Name}";
            var value = property.GetValue(settings);
            if (property.GetCustomAttribute<SecretAttribute>() is not null)
            {
                yield return new(key, Masked(value));
                continue;
            }

            foreach (var row in Of(key, value))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<SettingRow> Of(string key, object? value) => value switch
    {
        null => [],
        string or bool or decimal or int or double or TimeSpan or DateTimeOffset or Enum => [new(key, value is string { Length: 0 } ? "–" : $"{value}")],
        IDictionary map => map.Keys.Cast<object>().SelectMany(name => Of($"{key}:{name}", map[name])),
        IEnumerable list => list.Cast<object?>().SelectMany((one, index) => Of($"{key}:{index}", one)),
        _ => Rows(key, value),
    };

    private static string Masked(object? value) => value switch
    {
        null or "" => "–",
        string => Secret,
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(name => $"{name}: {Masked(map[name])}")),
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(_ => Secret)) is { Length: > 0 } some ? some : "–",
        _ => Secret,
    };
}
