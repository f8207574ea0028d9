using OrderGrains.Gateway.Checker.Catalogs;

namespace OrderGrains.Tests.Gateway.Checker;

public sealed class SharedAnswersTests
{
    private readonly FakeClock _clock = new();
    private int _asked;

    [Fact]
    public async Task The_same_question_at_the_same_time_is_one_call()
    {
        var answers = new SharedAnswers(TimeSpan.Zero, _clock);
        var said = new TaskCompletionSource<CatalogAnswer>();
        var waiting = Enumerable.Range(0, 64).Select(_ => answers.AskAsync(Question(), () => Count(said.Task))).ToArray();
        said.SetResult(new([]));

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Same(said.Task.Result, answer));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task An_answer_is_kept_for_as_long_as_set()
    {
        var answers = new SharedAnswers(TimeSpan.FromSeconds(5), _clock);
        for (var second = 0; second < 5; second++)
        {
            await AskAsync(answers, Question());
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _asked);
        await AskAsync(answers, Question());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Nothing_is_kept_where_the_time_is_zero()
    {
        var answers = new SharedAnswers(TimeSpan.Zero, _clock);
        await AskAsync(answers, Question());
        await AskAsync(answers, Question());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Another_CEP_store_quantity_seller_or_order_of_lines_is_another_question()
    {
        var answers = new SharedAnswers(TimeSpan.FromSeconds(5), _clock);
        var (one, two) = (new CatalogLine("1", 1, null), new CatalogLine("2", 1, null));
        CatalogQuestion[] questions =
        [
            new("13025230", [one, two], null), new("13025231", [one, two], null), new("13025230", [one, two], "s"),
            new("13025230", [two, one], null), new("13025230", [one], null), new("13025230", [one with { Quantity = 2 }, two], null),
            new("13025230", [one with { SellerId = "2" }, two], null), new("13025230", [one with { Sku = "1 1" }, two], null),
        ];
        foreach (var question in questions)
        {
            await AskAsync(answers, question);
        }

        Assert.Equal(questions.Length, _asked);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var answers = new SharedAnswers(TimeSpan.FromSeconds(5), _clock);
        for (var time = 1; time <= 2; time++)
        {
            await Assert.ThrowsAsync<CatalogUnavailableException>(() => answers.AskAsync(
                Question(), () => Count(Task.FromException<CatalogAnswer>(new CatalogUnavailableException("down")))));
            Assert.Equal(time, _asked);
        }
    }

    [Fact]
    public async Task The_newest_are_kept_and_no_more_than_the_bound()
    {
        var answers = new SharedAnswers(TimeSpan.FromHours(1), _clock);
        for (var i = 0; i <= SharedAnswers.Capacity; i++)
        {
            await AskAsync(answers, Question(i));
        }

        var asked = _asked;
        await AskAsync(answers, Question(SharedAnswers.Capacity));
        Assert.Equal(asked, _asked);
        await AskAsync(answers, Question(0));
        Assert.Equal(asked + 1, _asked);
    }

    private static CatalogQuestion Question(int cep = 13025230) => new($"{cep:00000000}", [new("1", 1, null)], null);

    private Task<CatalogAnswer> AskAsync(SharedAnswers answers, CatalogQuestion question) =>
        answers.AskAsync(question, () => Count(Task.FromResult(new CatalogAnswer([]))));

    private Task<CatalogAnswer> Count(Task<CatalogAnswer> answer)
    {
        _asked++;
        return answer;
    }
}
