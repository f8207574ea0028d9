using System.Text;
using System.Text.Json;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Http;

public sealed class ErrorTextTests
{
    private static readonly ErrorText Text = new(SeedOrders.OpaboxSample(), "hook-secret");

    [Fact]
    public void What_a_target_says_is_one_line() =>
        Assert.Equal("no  INFO all is well", new ErrorText(null).Clean("no\r\nINFO all is well"));

    [Theory]
    [InlineData("e-mail ana.b+c@example.com.br is wrong", "e-mail *** is wrong")]
    [InlineData("CPF 123.456.789-09", "CPF ***")]
    [InlineData("CNPJ 12.ABC.345/01DE-35", "CNPJ ***")]
    [InlineData("doc 12345678909 and 123456789012345", "doc *** and ***")]
    [InlineData("call +55 (11) 98888-7777 or (19) 3255-1234", "call *** or ***")]
    [InlineData("CEP 01310-100", "CEP ***")]
    [InlineData("card 4111 1111 1111 1111 declined", "card *** declined")]
    [InlineData("card 4111-1111-1111-1111, 3782 822463 10005 or 6304.0000.0000.0000.000", "card ***, *** or ***")]
    [InlineData("on 2026-03-02 12.00.00 order 1234 5678 of 9012", "on 2026-03-02 12.00.00 order 1234 5678 of 9012")]
    [InlineData("LEANDRO ZANARDI lives in rua américo brasiliense", "*** lives in ***")]
    [InlineData("Sr. Zanardi", "Sr. ***")]
    [InlineData("https://hub/hooks/acme/vtex/hook-secret", "https://hub/hooks/acme/vtex/***")]
    [InlineData("SKU 65874564 of OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", "SKU 65874564 of OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9")]
    public void Nothing_personal_and_no_secret_shows(string said, string shown) => Assert.Equal(shown, Text.Clean(said));

    [Fact]
    public void A_secret_does_not_show_as_JSON_or_a_header_spells_it_nor_once_another_has_its_place()
    {
        var before = new BonifiQSettings { Token = "tok/en+1\"é", Key = "key-of-before" };
        var after = (BonifiQSettings)before.Next(["tok/en+1\"é", "key-of-before"]);
        (after.Token, after.Key) = ("token-of-now", "key-of-now");
        var text = new ErrorText(null, BonifiQAddresses.Secrets(after));
        var said = string.Join(
            ' ',
            before.Token, before.Key, after.Token, after.Key, "tok\\/en+1\"é", JsonSerializer.Serialize(before.Token).Trim('"'), "tok/en+1\\\"é",
            Convert.ToBase64String("token-of-now:key-of-now"u8));

        Assert.Equal("*** *** *** *** *** *** *** ***", text.Clean(said));
        Assert.Equal("*** *** *** *** *** *** *** ***", Encoding.UTF8.GetString(text.WithoutSecrets(Encoding.UTF8.GetBytes(said)).Span));
    }

    [Fact]
    public void It_is_bounded() => Assert.Equal(Limits.MaxText, Text.Clean(new string('a', 100_000)).Length);

    [Theory]
    [InlineData("""{"message":"no"}""", "no")]
    [InlineData("""{"error":{"message":"no"}}""", "no")]
    [InlineData("""{"ErrorMessage":"no"}""", "no")]
    [InlineData("""["no"]""", null)]
    [InlineData("<html>no</html>", null)]
    [InlineData("", null)]
    public void The_sentence_is_found_where_vendors_put_it(string body, string? sentence) =>
        Assert.Equal(sentence, Text.Sentence(Encoding.UTF8.GetBytes(body)));
}
