using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Tests.Orders;

/// <summary>How operators find a customer's orders by a document that no index holds.</summary>
public class CustomerHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly Scenario _order = new(Some.Order("46ad3bd0"), Some.Policy with { CustomerHashKey = Key });

    [Theory]
    [InlineData("28552233851", "28552233851")]
    [InlineData("285.522.338-51", "28552233851")]
    [InlineData(" 12.abc.345/01de-35", "12ABC34501DE35")]
    public void It_is_a_keyed_hash_of_the_bare_document(string document, string bare)
    {
        _order.Opabox(1, Of(document));
        Assert.Equal(Hash(Key, bare), _order.Record.CustomerHash);
    }

    [Fact]
    public void Turns_that_bring_no_content_keep_it()
    {
        _order.Opabox(1);
        _order.Placed();
        Assert.Equal(Hash(Key, "28552233851"), _order.Record.CustomerHash);
    }

    [Fact]
    public void Another_customer_has_another()
    {
        _order.Opabox(1);
        _order.Opabox(2, Of("11144477735"));
        Assert.Equal(Hash(Key, "11144477735"), _order.Record.CustomerHash);
        _order.Opabox(4, Of(null));
        Assert.Null(_order.Record.CustomerHash);
    }

    [Fact]
    public void Each_key_has_its_own_and_no_key_has_none()
    {
        _order.Policy = _order.Policy with { CustomerHashKey = null };
        _order.Opabox(1);
        Assert.Null(_order.Record.CustomerHash);

        byte[] other = [.. Key, 1];
        _order.Policy = _order.Policy with { CustomerHashKey = other };
        _order.Opabox(2);
        Assert.Equal(Hash(other, "28552233851"), _order.Record.CustomerHash);
    }

    private static OrderContent Of(string? document) => Some.Content() with { Customer = new() { Document = document } };

    private static string Hash(byte[] key, string document) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(document)).AsSpan(0, 16));
}
