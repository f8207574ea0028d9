using System.Net;
using System.Text.RegularExpressions;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Vtex;

/// <summary>The table of codes is one in docs/vtex.md and in the code: what a row says its codes mean is what they mean.</summary>
public sealed partial class VtexCodesTests
{
    private static readonly Dictionary<string, CodeMeaning> Words = new()
    {
        ["integrated"] = CodeMeaning.Integrated,
        ["approved"] = CodeMeaning.Approved,
        ["enqueued"] = CodeMeaning.Enqueued,
        ["not taken"] = CodeMeaning.NotTaken,
        ["unknown"] = CodeMeaning.Unknown,
        ["already there"] = CodeMeaning.AlreadyThere,
        ["too early"] = CodeMeaning.TooEarly,
        ["a read decides"] = CodeMeaning.ReadDecides,
        ["awaits its seller"] = CodeMeaning.AwaitsSeller,
        ["unexplained"] = CodeMeaning.Unexplained,
        ["refused"] = CodeMeaning.Refused,
    };

    [Fact]
    public void Each_code_of_a_row_means_what_the_row_says()
    {
        foreach (var (outcome, meaning) in Rows())
        {
            foreach (Match code in Code().Matches(outcome))
            {
                Assert.All(OperationsOf(outcome, code), operation => Assert.True(
                    VtexCodes.Of(code.Groups["code"].Value, operation) == meaning || IsWithoutWord(outcome, code, operation),
                    $"{code.Value} to {operation} is {VtexCodes.Of(code.Groups["code"].Value, operation)}, and the docs say {meaning}."));
            }

            Assert.All(Statuses(outcome), status => Assert.Equal(meaning, MeaningOf(Classification.Of(status, null, null))));
        }
    }

    [Fact]
    public void Each_meaning_has_a_row() => Assert.Equal(Enum.GetValues<CodeMeaning>().Order(), Rows().Select(row => row.Meaning).Distinct().Order());

    [Theory]
    [InlineData(Operation.PlaceOrder)]
    [InlineData(Operation.ApproveOrder)]
    public void Each_code_that_VTEX_lists_has_one_row_for_each_operation(Operation operation)
    {
        var listed = Enumerable.Range(1, 3).Select(i => $"SOI{i:000}").Concat(Enumerable.Range(0, 12).Select(i => $"EOI{i:000}"));
        var said = Rows().SelectMany(row => Code().Matches(row.Outcome).Where(code => OperationsOf(row.Outcome, code).Contains(operation)))
            .Select(code => code.Groups["code"].Value).Where(code => code != "SOI001");
        Assert.Equal(listed.Where(code => code != "SOI001").Order(), said.Order());
    }

    /// <summary>SOI001 is integrated whatever it answers: of an approval it says no more than that.</summary>
    private static bool IsWithoutWord(string outcome, Match code, Operation operation) =>
        code.Groups["code"].Value == "SOI001" && operation == Operation.ApproveOrder && outcome.StartsWith("a 2xx", StringComparison.Ordinal);

    /// <summary>What a code is listed for: the operation that is named behind it, or behind the codes next to it; else both.</summary>
    private static Operation[] OperationsOf(string outcome, Match code) => After().Match(outcome, code.Index) is { Success: true } named
        ? [named.Groups["operation"].Value == "approval" ? Operation.ApproveOrder : Operation.PlaceOrder]
        : [Operation.PlaceOrder, Operation.ApproveOrder];

    private static IEnumerable<HttpStatusCode> Statuses(string outcome) => outcome.IndexOf("HTTP", StringComparison.Ordinal) is var at and >= 0
        ? Status().Matches(outcome[at..]).Select(status => (HttpStatusCode)int.Parse(status.Value))
        : [];

    private static CodeMeaning MeaningOf(DeliveryResult? result) => result switch
    {
        RetryLater or CredentialsRefused => CodeMeaning.NotTaken,
        DeliveryUnknown => CodeMeaning.Unknown,
        DeliveryRefused => CodeMeaning.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not in the table."),
    };

    private static IEnumerable<(string Outcome, CodeMeaning Meaning)> Rows() =>
        File.ReadLines(Repository.File("docs/vtex.md"))
            .SkipWhile(line => line != "| code or outcome | means | the request | the operator sees |").Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], Words[cells[2]]));

    [GeneratedRegex(@"(?<code>[SE]OI\d{3})")]
    private static partial Regex Code();

    [GeneratedRegex(@"\G[SE]OI\d{3}(, [SE]OI\d{3})* to an? (?<operation>approval|placement)")]
    private static partial Regex After();

    [GeneratedRegex(@"\b[45]\d\d\b")]
    private static partial Regex Status();
}
