namespace OrderGrains.Tests.Spelling;

/// <summary>Each value has one spelling, in whichever of its ways it is written.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("01310100", "01310-100")]
    [InlineData("01310-100", "01310-100")]
    [InlineData("01.310-100", "01310-100")]
    [InlineData(" 01310 100 ", "01310-100")]
    [InlineData("1310100", null)]
    [InlineData("013101000", null)]
    [InlineData("00000-000", null)]
    [InlineData("CEP", null)]
    [InlineData(null, null)]
    public void A_CEP_is_five_digits_and_three(string? text, string? spelled) => Assert.Equal(spelled, PostalCodes.Spelled(text));

    [Theory]
    [InlineData("SP", "SP")]
    [InlineData("sp", "SP")]
    [InlineData("BR-SP", "SP")]
    [InlineData("São Paulo", "SP")]
    [InlineData("sao paulo", "SP")]
    [InlineData("Sa\u0303o Paulo", "SP")]
    [InlineData("Rio Grande do Sul", "RS")]
    [InlineData("Pará", "PA")]
    [InlineData("Paraná", "PR")]
    [InlineData("STATE", null)]
    [InlineData("XX", null)]
    [InlineData(null, null)]
    public void A_state_is_its_two_letters(string? text, string? spelled) => Assert.Equal(spelled, States.Spelled(text));

    [Theory]
    [InlineData(null, "BRA")]
    [InlineData(" ", "BRA")]
    [InlineData("Brasil", "BRA")]
    [InlineData("br", "BRA")]
    [InlineData("Argentina", "ARG")]
    [InlineData("arg", "ARG")]
    [InlineData("AR", "ARG")]
    [InlineData("Estados Unidos", "USA")]
    [InlineData("EUA", "USA")]
    [InlineData("Japão", "JPN")]
    [InlineData("Türkiye", "TUR")]
    [InlineData("Côte d’Ivoire", "CIV")]
    [InlineData("Paraguay", "PRY")]
    [InlineData("COUNTRY", null)]
    public void A_country_is_its_three_letters(string? text, string? spelled) => Assert.Equal(spelled, Countries.Spelled(text));

    [Theory]
    [InlineData(" Ana@Acme.Example ", "ana@acme.example")]
    [InlineData("ana.souza+loja@acme.com.br", "ana.souza+loja@acme.com.br")]
    [InlineData("joao..silva.@", null)]
    [InlineData("joao..silva@acme.example", null)]
    [InlineData(".joao@acme.example", null)]
    [InlineData("joao.@acme.example", null)]
    [InlineData("joão@acme.example", null)]
    [InlineData("joao silva@acme.example", null)]
    [InlineData("joao@acme", null)]
    [InlineData("joao@-acme.example", null)]
    [InlineData("joao@acme..example", null)]
    [InlineData("joao@acme.1", null)]
    [InlineData("@acme.example", null)]
    [InlineData("joao", null)]
    [InlineData(null, null)]
    public void An_email_is_in_small_letters(string? text, string? spelled) => Assert.Equal(spelled, Emails.Spelled(text));

    [Theory]
    [InlineData("28552233851", "28552233851")]
    [InlineData("46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9")]
    [InlineData("ORDER_ID", "order_id")]
    [InlineData("loja x/ána..1", "loja-x-ana.-1-")]
    [InlineData("...", "")]
    [InlineData("日本", "")]
    public void A_made_up_name_may_stand_before_the_at_sign(string text, string start)
    {
        var name = Emails.Name(text);
        Assert.StartsWith(start, name, StringComparison.Ordinal);
        Assert.Equal($"{name}@acme.example", Emails.Spelled($"{name}@acme.example"));
    }

    [Fact]
    public void Two_texts_never_become_one_made_up_name()
    {
        string[] texts = ["loja x", "loja-x", "loja/x", "lojá-x", "..", "...", new string('a', 60), new string('a', 61)];
        Assert.Equal(texts.Length, texts.Select(Emails.Name).Distinct().Count());
        Assert.All(texts, text => Assert.InRange(Emails.Name(text).Length, 1, 40));
    }

    [Theory]
    [InlineData("1985-10-09", "1985-10-09")]
    [InlineData("1985-10-09T00:00:00.000Z", "1985-10-09")]
    [InlineData("1985-10-09T23:30:00-03:00", "1985-10-09")]
    [InlineData("09/10/1985", "1985-10-09")]
    [InlineData("9/10/1985", "1985-10-09")]
    [InlineData("09-10-1985", "1985-10-09")]
    [InlineData("31/12/1999 23:59", "1999-12-31")]
    [InlineData("10/31/1985", null)]
    [InlineData("31/12/9999", null)]
    [InlineData("October 9", null)]
    [InlineData(null, null)]
    public void A_day_is_written_with_the_year_or_the_day_first_and_never_the_month(string? text, string? spelled) =>
        Assert.Equal(spelled, Times.SpelledDay(text));

    [Theory]
    [InlineData("55", "41", "999999999", "+5541999999999")]
    [InlineData("55", "(041)", "999999999", "+5541999999999")]
    [InlineData("55", "41", "(41) 99999-9999", "+5541999999999")]
    [InlineData("55", "41", "5541999999999", "+5541999999999")]
    [InlineData("55", "41", "041 99999-9999", "+5541999999999")]
    [InlineData("55", "41", "41234567", "+554141234567")]
    [InlineData("55", null, "41999999999", "+5541999999999")]
    [InlineData(null, null, "5511994215695", "+5511994215695")]
    [InlineData(null, null, "+55 (11) 99421-5695", "+5511994215695")]
    [InlineData(null, null, "(11) 99421-5695", "11994215695")]
    [InlineData(null, "41", "999999999", "41999999999")]
    [InlineData("1", "202", "555-0100", "+12025550100")]
    [InlineData(null, null, "999999999", null)]
    [InlineData(null, null, "none", null)]
    public void A_phone_carries_its_country_and_area_once(string? country, string? area, string? number, string? spelled) =>
        Assert.Equal(spelled, Phones.Spelled(country, area, number));
}
