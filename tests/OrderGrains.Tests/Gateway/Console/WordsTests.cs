using OrderGrains.Gateway.Console.Orders;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class WordsTests
{
    private static readonly Language En = Language.English;
    private static readonly Language Pt = Language.Portuguese;

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(153, "153 ms")]
    [InlineData(1800, "1.8 s")]
    [InlineData(24_000, "24 s")]
    [InlineData(60_000, "1 min")]
    [InlineData(2_157_000, "35 min 57 s")]
    [InlineData(7_080_000, "1 h 58 min")]
    [InlineData(-5, "0 s")]
    [InlineData(273_600_000, "3 d 4 h")]
    public void A_span_is_told_in_its_two_largest_units(int milliseconds, string told) =>
        Assert.Equal(told, En.Span(TimeSpan.FromMilliseconds(milliseconds)).Replace('\u00A0', ' '));

    [Fact]
    public void Numbers_are_written_as_each_language_writes_them()
    {
        Assert.Equal(("R$ 1,234.50", "R$ 1.234,50"), (En.Reais(1234.5m).Replace('\u00A0', ' '), Pt.Reais(1234.5m).Replace('\u00A0', ' ')));
        Assert.Equal(("6,912", "6.912"), (En.Count(6912), Pt.Count(6912)));
        Assert.Equal(("1.9 kB", "1,9 kB", "604 B"), (En.Size(1900).Replace('\u00A0', ' '), Pt.Size(1900).Replace('\u00A0', ' '), En.Size(604).Replace('\u00A0', ' ')));
        Assert.Equal(("0.35", "2"), (En.Quantity(0.35m), En.Quantity(2.000m)));
    }

    [Theory]
    [InlineData("SLA not available; FMT005: SLA not available", "FMT005: SLA not available")]
    [InlineData("SLA not available; SLA not available", "SLA not available")]
    [InlineData("No stock; No price", "No stock; No price")]
    [InlineData("No stock", "No stock")]
    public void A_sentence_that_says_the_same_twice_says_it_once(string said, string once) => Assert.Equal(once, HubWords.Once(said));

    [Theory]
    [InlineData("HTTP 503: The target answered HTTP 503. Next attempt 2026-11-27 05:36:17Z", "HTTP 503: it does not answer. Next at 05:36:17 UTC", "HTTP 503: não responde. Próxima às 05:36:17 UTC")]
    [InlineData("Placed as MKP-OB-1", "Placed as MKP-OB-1", "Criado como MKP-OB-1")]
    [InlineData("Paid came late; the order is Delivered", "Paid came late; the order is Delivered", "Pago chegou tarde; o pedido está Entregue")]
    [InlineData("Something that nobody translated", "Something that nobody translated", "Something that nobody translated")]
    [InlineData("0 error(s), 0 notice(s) in 12 ms", "Nothing to object · 12 ms", "Nada a objetar · 12 ms")]
    public void The_hubs_sentences_are_shown_in_both_languages(string message, string english, string portuguese) =>
        Assert.Equal((english, portuguese), (HubWords.Of(message, En).ToString().Replace('\u00A0', ' '), HubWords.Of(message, Pt).ToString().Replace('\u00A0', ' ')));

    [Fact]
    public void Each_reason_and_each_status_has_words_of_its_own_in_both_languages()
    {
        var reasons = typeof(AttentionReason).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        Assert.Equal(reasons.Order(), Reasons.ByHarm.Order());
        foreach (var language in (Language[])[En, Pt])
        {
            Assert.All(reasons, reason => Assert.NotEqual(reason, Reasons.Group(reason, language)));
            Assert.All(reasons, reason => Assert.True(Reasons.ToDo(reason, language).Length > 0 && Reasons.Clears(reason, language).Length > 0));
            var statuses = Enum.GetValues<OrderStatus>().Select(status => Names.Of(status, language)).ToArray();
            Assert.Equal(statuses.Length, statuses.Distinct().Count());
        }
    }

    [Fact]
    public void The_lines_that_differ_are_marked_and_no_others()
    {
        var lines = LineDifference.Of(["{", "a", "b", "}"], ["{", "b", "c", "}"]);
        Assert.Equal([("{", 0), ("a", -1), ("b", 0), ("c", 1), ("}", 0)], lines.Select(line => (line.Text, line.Change)));
    }
}
