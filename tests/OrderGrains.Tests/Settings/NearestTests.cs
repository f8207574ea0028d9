using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("AppKye", "AppKey")]
    [InlineData("appkey", "AppKey")]
    [InlineData("AppTokn", "AppToken")]
    [InlineData("Acount", "Account")]
    [InlineData("Rle", "Role")]
    [InlineData("Fulfilment", "Fulfillment")]
    [InlineData("Banana", null)]
    [InlineData("X", null)]
    public void A_word_is_near_that_a_few_edits_lead_to(string word, string? meant) =>
        Assert.Equal(meant, Nearest.Of(word, ["Account", "AppKey", "AppToken", "Fulfillment", "Role"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Edits_are_counted_with_exchanges_and_without_case(string one, string other, int edits)
    {
        Assert.Equal(edits, Nearest.Edits(one, other));
        Assert.Equal(edits, Nearest.Edits(other, one));
    }
}
