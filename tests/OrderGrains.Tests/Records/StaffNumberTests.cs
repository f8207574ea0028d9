using System.Collections.Immutable;

namespace OrderGrains.Tests.Records;

/// <summary>The number that staff see, found in a content's JSON without reading the rest of it.</summary>
public sealed class StaffNumberTests
{
    private const string Trap = "\"sale\":{\"number\":\"2\"}";

    [Theory]
    [InlineData("1001")]
    [InlineData("2026/7 \"a\" \\ nº é 😀")]
    [InlineData(Trap)]
    [InlineData(null)]
    public void It_is_what_the_content_says(string? number)
    {
        foreach (var content in (OrderContent[])[Some.Content(), Rich.Record().State.Content!, Traps()])
        {
            var numbered = content with { Sale = content.Sale with { Number = number } };

            Assert.Equal(number, Contents.NumberIn(Encoded.Of(numbered)));
            Assert.Equal(number, RecordHead.Of(RecordCodec.Read(RecordCodec.Write(Rich.Record() with { State = new() { Content = numbered } }))).Number);
        }
    }

    private static OrderContent Traps() => Some.Content() with
    {
        Customer = new() { Name = Trap, Id = Trap },
        Address = new() { Number = "7", Street = Trap },
        Unknown = ImmutableSortedDictionary<string, string>.Empty.Add(Trap, Trap).Add("sale", "{\"number\":\"2\"}"),
    };
}
