using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class DataDirectoryTests
{
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
