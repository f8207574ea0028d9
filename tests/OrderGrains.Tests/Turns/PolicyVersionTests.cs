namespace OrderGrains.Tests.Turns;

/// <summary>The log names the settings that a turn went by.</summary>
public class PolicyVersionTests
{
    private const string Everyday = "2pyDKULQJHvnqkr5";

    [Fact]
    public void The_same_settings_have_the_same_version_in_every_process() => Assert.Equal(Everyday, Version(Settings()));

    [Fact]
    public void The_order_of_stores_makes_no_difference()
    {
        var settings = Settings();
        var stores = settings.Tenants["acme"].Stores;
        foreach (var (name, store) in stores.Reverse().ToList())
        {
            stores.Remove(name);
            stores.Add(name, store);
        }

        Assert.Equal(Everyday, Version(settings));
    }

    [Fact]
    public void Other_settings_have_another_version()
    {
        var settings = Settings();
        settings.Tenants["acme"].Opabox!.PaymentRejectedGrace = TimeSpan.FromMinutes(30);
        var store = Settings();
        store.Tenants["acme"].Stores["s2"].Fulfillment!.PickupPoint!.Id = "p3";
        Assert.Equal(3, new[] { Everyday, Version(settings), Version(store) }.Distinct().Count());
        Assert.All([Version(settings), Version(store)], version => Assert.Equal(16, version.Length));
    }

    [Fact]
    public void The_key_of_the_customer_hashes_is_no_setting() => Assert.Equal(Everyday, new SettingsPolicies(Settings(), new byte[32]).For("acme").Version);

    [Fact]
    public void A_tenant_that_is_gone_has_a_version_too() => Assert.Equal(16, new SettingsPolicies(Settings()).For("gone").Version.Length);

    private static string Version(OrderGrainsSettings settings) => new SettingsPolicies(settings).For("acme").Version;

    private static OrderGrainsSettings Settings() => new()
    {
        Tenants =
        {
            ["acme"] = new()
            {
                Vtex = new(),
                Opabox = new() { PaymentRejectedGrace = TimeSpan.FromHours(2) },
                Stores = { ["s1"] = Store("p1"), ["s2"] = Store("p2") },
            },
        },
    };

    private static StoreSettings Store(string point) => new() { Fulfillment = new() { Mode = "PickupPoint", PickupPoint = new() { Id = point } } };
}
