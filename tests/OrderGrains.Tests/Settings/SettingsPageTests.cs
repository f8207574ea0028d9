using System.Globalization;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

/// <summary>That docs/settings.md has every setting once, with the default that the code has.</summary>
public class SettingsPageTests
{
    [Fact]
    public void Each_setting_stands_on_the_page_once_and_nothing_else_does()
    {
        var page = SettingsPage.Rows().Select(row => row.Key).ToList();

        Assert.Equal(page.Distinct().Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
        Assert.Equal(SettingKeys.All.Select(key => key.Path).Order(StringComparer.Ordinal), page.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_default_is_that_of_the_code()
    {
        var code = SettingKeys.All.ToDictionary(key => key.Path, key => Text(key.Default));

        Assert.All(SettingsPage.Rows(), row =>
        {
            var quoted = row.Default.Contains('`', StringComparison.Ordinal);
            Assert.True(
                code[row.Key] is { } value ? row.Default.Contains($"`{value}`", StringComparison.Ordinal) : !quoted || Said.Contains(row.Key),
                $"{row.Key}: the page says \"{row.Default}\", the code {code[row.Key] ?? "nothing"}");
        });
    }

    /// <summary>Settings whose default depends on others, so that the type's own is nothing.</summary>
    private static readonly string[] Said =
    [
        "Tenants:{tenant}:Vtex:Fulfillment:Mode", "Tenants:{tenant}:Vtex:Fulfillment:AllowFranchises",
        "Tenants:{tenant}:Stores:{store}:Fulfillment:Mode", "Tenants:{tenant}:Stores:{store}:Fulfillment:AllowFranchises",
    ];

    private static string? Text(object? value) => value switch
    {
        null or "" => null,
        bool flag => flag ? "true" : "false",
        TimeSpan { Milliseconds: > 0 } time => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
