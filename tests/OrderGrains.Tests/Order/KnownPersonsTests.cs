namespace OrderGrains.Tests.Order;

public sealed class KnownPersonsTests
{
    private static readonly KnownPersons Known = KnownPersons.Of(new OrderContent
    {
        Customer = new() { Name = "Ângela", LastName = "de Souza", Document = "28552233851", Phone = "+5511994215695", BirthDate = "1980-01-02", Email = "a@b.example" },
        Address = new() { Street = "Rua Américo Brasiliense", PostalCode = "13025230", Complement = "apto 12", Recipient = "Zulmira Ametista" },
    });

    [Theory]
    [InlineData("ANGELA DE SOUZA is unknown", "*** is unknown")]
    [InlineData("a Souza and a Zulmira", "a *** and a ***")]
    [InlineData("Souzas, Angelas and the de", "Souzas, Angelas and the de")]
    [InlineData("285.522.338-51, 28552233851 and 285 522 338 51", "***, *** and ***")]
    [InlineData("order 128552233851 and 285522338519", "order 128552233851 and 285522338519")]
    [InlineData("+55 (11) 99421-5695, 11994215695 or 99421.5695", "+***, *** or ***")]
    [InlineData("born 1980-01-02 or 02/01/1980", "born *** or ***")]
    [InlineData("rua americo brasiliense, 50 or Américo Brasiliense", "***, 50 or ***")]
    [InlineData("13025-230, a@B.example, APTO 12", "***, ***, ***")]
    [InlineData("Next attempt 2026-03-02 12:00:00Z", "Next attempt 2026-03-02 12:00:00Z")]
    [InlineData("", "")]
    public void What_an_order_holds_is_found_however_it_is_written(string text, string masked) => Assert.Equal(masked, Known.Mask(text));

    [Fact]
    public void Of_nobody_nothing_is_found() => Assert.Equal("Ângela", KnownPersons.Of([null]).Mask("Ângela"));

    [Theory]
    [InlineData("a\r\nb\u2028c", "a  b c")]
    [InlineData("528\u200b.9\u202e", "528.9")]
    [InlineData("plain", "plain")]
    public void A_sentence_is_one_line_without_what_is_never_seen(string text, string line) => Assert.Equal(line, PersonalData.OneLine(text));

    [Fact]
    public void Half_a_character_is_left_out() => Assert.Equal("half  and whole 😀", PersonalData.OneLine($"half {(char)0xD83D} and whole 😀"));

    [Theory]
    [InlineData("EOI005", "EOI005")]
    [InlineData("13", "13")]
    [InlineData("QUARTZO", "?")]
    [InlineData("28552233851", "?")]
    [InlineData("a b 1", "?")]
    [InlineData("", "?")]
    [InlineData(null, "?")]
    public void A_code_is_letters_and_a_digit(string? code, string shown) => Assert.Equal(shown, PersonalData.Code(code));

    [Theory]
    [InlineData("gift_wrap", "gift_wrap")]
    [InlineData("Leandro Zanardi", "?")]
    [InlineData("28552233851", "?")]
    public void A_fields_name_is_no_data(string name, string shown) => Assert.Equal(shown, PersonalData.Field(name));

    [Fact]
    public void What_is_told_is_bounded() => Assert.Equal(Limits.MaxText, PersonalData.Told(new string('a', 100_000)).Length);
}
