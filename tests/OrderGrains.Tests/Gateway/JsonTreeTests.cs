using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Tests.Gateway;

/// <summary>The gateway's JSON says what the framework's says.</summary>
public sealed class JsonTreeTests
{
    [Fact]
    public void Whatever_JSON_holds_reads_as_the_framework_reads_it()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var text = new StringBuilder();
            Write(text, new Random(seed), depth: 0);
            var json = Encoding.UTF8.GetBytes(text.ToString());

            using var expected = JsonDocument.Parse(json);
            using var tree = JsonTree.Parse(json, maxDepth: 32);
            Same(expected.RootElement, tree.Root, $"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7.50")]
    [InlineData("123456789012345678")]
    [InlineData("12345678901234567.8")]
    [InlineData("0.00000000000000000001")]
    [InlineData("-0.5")]
    [InlineData("1e3")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("1e400")]
    public void A_number_is_what_the_framework_reads_with_as_many_decimals(string number)
    {
        using var expected = JsonDocument.Parse(number);
        using var tree = JsonTree.Parse(Encoding.UTF8.GetBytes(number), maxDepth: 1);

        Assert.Equal(expected.RootElement.TryGetDecimal(out var value), tree.Root.TryNumber(out var read));
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), read.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_field_is_found_in_any_case_as_the_page_writes_it_first_and_else_the_last()
    {
        using var tree = JsonTree.Parse("""{"ID":1,"Id":2,"id":3,"iD":4,"st\u0061tus":5,"STATUS":6,"Name":7,"NAME":8,"empty":null,"":9}"""u8.ToArray(), maxDepth: 8);
        var fields = Fields.Of(tree.Root, new());

        Assert.Equal(3, fields.Whole("id"));
        Assert.Equal(5, fields.Whole("status"));
        Assert.Equal(8, fields.Whole("name"));
        Assert.True(fields.Value("empty").IsNone);
        Assert.True(fields.Value("nothing").IsNone);
    }

    [Fact]
    public void A_place_is_told_from_the_body_down()
    {
        using var tree = JsonTree.Parse("""{"a":{},"list":[1,[2],{"b":[{"x":1,"yy":2}]}],"z":0}"""u8.ToArray(), maxDepth: 8);
        var paths = new List<string>();
        for (var token = 0; tree[0].Link > token; token++)
        {
            paths.Add(tree.PathOf(token));
        }

        Assert.Equal(
            ["", "a", "a", "list", "list", "list[0]", "list[1]", "list[1][0]", "list[2]", "list[2].b", "list[2].b", "list[2].b[0]",
                "list[2].b[0].x", "list[2].b[0].x", "list[2].b[0].yy", "list[2].b[0].yy", "z", "z"],
            paths);
    }

    [Fact]
    public void Nothing_is_read_of_a_text_that_is_gone()
    {
        var tree = JsonTree.Parse("""{"a":1}"""u8.ToArray(), maxDepth: 8);
        tree.Dispose();

        Assert.Throws<IndexOutOfRangeException>(() => tree.Root.Kind);
    }

    private static void Same(JsonElement expected, JsonValue actual, string where)
    {
        Assert.True(expected.ValueKind == actual.Kind, where);
        Assert.True(expected.GetRawText() == actual.ToString(), where);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.GetPropertyCount(), actual.Count);
                foreach (var (property, (name, value)) in expected.EnumerateObject().Zip(actual.Named()))
                {
                    Assert.Equal(property.Name, name);
                    Same(property.Value, value, where);
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Count);
                foreach (var (element, value) in expected.EnumerateArray().Zip(actual.Elements()))
                {
                    Same(element, value, where);
                }

                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual.Decoded);
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.TryGetDecimal(out var number), actual.TryNumber(out var read));
                Assert.Equal(number, read);
                break;
            default:
                break;
        }
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        string[] scalars =
        [
            "null", "true", "false", "\"\"", "\" a \"", "\"São Paulo\"", "\"\\u00e9\\n\\\"\"", "\"\\ud83d\\ude00\"", "0", "-1", "12.50", "1e2",
            $"{random.NextInt64()}", $"{random.Next()}.{random.Next(1000)}",
        ];
        var space = random.Next(4) == 0 ? " \n" : "";
        switch (depth > 5 ? 2 : random.Next(4))
        {
            case 0:
                text.Append('{').Append(space);
                for (var index = random.Next(6); index > 0; index--)
                {
                    text.Append(space).Append(random.Next(5) == 0 ? "\"\\u006eame\"" : $"\"n{index % 3}\"").Append(space).Append(':');
                    Write(text, random, depth + 1);
                    text.Append(index > 1 ? "," : "");
                }

                text.Append(space).Append('}');
                break;
            case 1:
                text.Append('[').Append(space);
                for (var index = random.Next(40); index > 0; index--)
                {
                    Write(text, random, depth + 2);
                    text.Append(index > 1 ? "," : "");
                }

                text.Append(']').Append(space);
                break;
            default:
                text.Append(scalars[random.Next(scalars.Length)]);
                break;
        }
    }
}
