using OrderGrains.Azure;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Where things are in an account that is named by its address.</summary>
public class AzureAccountTests
{
    [Theory]
    [InlineData("https://sucao.blob.core.windows.net", "https://sucao.table.core.windows.net/")]
    [InlineData("https://sucao.blob.core.chinacloudapi.cn/", "https://sucao.table.core.chinacloudapi.cn/")]
    public void The_tables_are_beside_the_blobs(string blobs, string tables) => Assert.Equal(tables, AzureAccount.TablesAt(new(blobs)).ToString());

    [Theory]
    [InlineData("https://sucao.example.com")]
    [InlineData("https://blob.core.windows.net")]
    public void Another_address_is_refused(string address) =>
        Assert.Throws<InvalidOperationException>(() => AzureAccount.TablesAt(new(address)));
}
