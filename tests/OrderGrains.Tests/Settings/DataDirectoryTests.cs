using OrderGrains.Silo;
using OrderGrains.Tests.Hosting;

namespace OrderGrains.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void Orders_in_the_other_place_are_a_mistake_where_there_are_none_in_this_one(bool here, bool there, bool isMistake)
    {
        string[] places = [Directory.CreateDirectory(_folder["machine"]).FullName, Directory.CreateDirectory(_folder["home"]).FullName];
        if (here)
        {
            _folder.Write("machine/orders.db", "");
        }

        if (there)
        {
            _folder.Write("home/orders.db", "");
        }

        var mistakes = DataDirectory.Forgotten(places[0], places).ToList();
        Assert.Equal(isMistake ? ["OrderGrains:Storage:DataDirectory"] : [], mistakes.Select(mistake => mistake.Key));
        Assert.All(mistakes, mistake => Assert.Contains(places[1], mistake.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "/home/ana/.local/share", "/var/lib/ordergrains")]
    [InlineData(false, "/home/ana/.local/share", "/home/ana/.local/share/ordergrains")]
    [InlineData(false, "", "/var/lib/ordergrains")]
    public void Data_lie_where_the_platform_keeps_them_and_not_with_the_program(bool shared, string home, string place)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(place, DataDirectory.Platform(shared, home));
        }
    }
}
