using System.Buffers.Binary;
using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Tests.Records;

/// <summary>
/// What any released version wrote still loads. The newest golden file is what this program writes; once released, a file is never edited, and what is written otherwise adds one
/// (docs/architecture.md, "Adding a fact").
/// </summary>
public class RecordGoldenTests
{
    private const int Numbers = 3; // After the form, the least reader and the length of the key's id.
    private const int Parts = Numbers + (6 * sizeof(int));

    [Fact]
    public void The_form_is_pinned()
    {
        var written = RecordCodec.Write(Rich.Record());
        if (written.AsSpan().SequenceEqual(Golden()))
        {
            return;
        }

        var file = Repository.File($"artifacts/golden/{Path.GetFileName(Newest)}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, written);
        Assert.Fail(
            $"The record is written otherwise than {Path.GetFileName(Newest)} has it. Where that is meant, copy {file} into tests/OrderGrains.Tests/Records/Golden: "
            + "over the file as long as no release wrote it, else under the next number.");
    }

    [Fact]
    public void Every_golden_file_loads() => Assert.All(Files(), file => Assert.Equal(Rich.Record().Id, RecordCodec.Read(File.ReadAllBytes(file)).Id));

    [Fact]
    public void The_record_of_the_golden_file_loads()
    {
        var record = RecordCodec.Read(Golden());
        Assert.Equal(Shown(Rich.Record()), Shown(record));
        Assert.Equal(Golden(), RecordCodec.Write(record));
    }

    [Fact]
    public void Its_bytes_are_form_least_reader_and_key_then_lengths_and_then_the_parts()
    {
        var golden = Golden();
        Assert.Equal([1, 1, 0], golden[..Numbers]); // Form 1, which reader 1 reads, under no key.
        var lengths = Enumerable.Range(0, 5).Select(part => BinaryPrimitives.ReadInt32LittleEndian(golden.AsSpan(Numbers + (part * sizeof(int))))).ToArray();
        Assert.Equal(golden.Length - Parts, lengths.Sum());
        Assert.Equal(Rich.Record().Repeats, BinaryPrimitives.ReadInt32LittleEndian(golden.AsSpan(Parts - sizeof(int))));

        var head = JsonDocument.Parse(golden.AsMemory(Parts, lengths[0])).RootElement;
        var state = JsonDocument.Parse(golden.AsMemory(Parts + lengths[0], lengths[1])).RootElement;
        var content = JsonDocument.Parse(golden.AsMemory(Parts + lengths[0] + lengths[1], lengths[2])).RootElement;
        Assert.Equal("acme/omnichat/ORDER_ID", head.GetProperty("id").GetString());
        Assert.Equal("Paid", state.GetProperty("status").GetString());
        Assert.Equal("Souza", content.GetProperty("customer").GetProperty("lastName").GetString());
    }

    [Fact]
    public void Its_head_holds_nothing_personal()
    {
        var head = JsonSerializer.Serialize(RecordHead.Of(Rich.Record()), RecordCodec.Json.RecordHead);
        foreach (var personal in Texts(Rich.Record().State.Content!.Customer).Concat(Texts(Rich.Record().State.Content!.Address!)).Where(text => text.Length > 2))
        {
            Assert.DoesNotContain(personal, head, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Everything_that_can_be_stored_is_in_it() => IsWhole(Rich.Record(), nameof(OrderRecord));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(31, 255)]
    public void A_record_for_a_later_reader_says_so(byte form, byte reader)
    {
        var newer = Golden();
        (newer[0], newer[1]) = (form, reader);
        Assert.Equal(reader, Assert.Throws<RecordTooNewException>(() => RecordCodec.Read(newer)).Reader);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(0, (byte)'{')]
    public void What_is_not_known_is_an_error_and_not_an_empty_order(int at, byte value)
    {
        var other = Golden();
        other[at] = value;
        Assert.Throws<JsonException>(() => RecordCodec.Read(other));
    }

    [Fact]
    public void An_export_shows_all_of_a_record()
    {
        var shown = JsonDocument.Parse(RecordExport.Write(Rich.Record())).RootElement;
        var body = shown.GetProperty("body");
        Assert.Equal(17, shown.GetProperty("head").GetProperty("version").GetInt32());
        Assert.Equal("OmniChat PAID", body.GetProperty("state").GetProperty("statusSource").GetString());
        Assert.Equal("Açaí", body.GetProperty("content").GetProperty("lines")[0].GetProperty("name").GetString());
        Assert.Equal(("d41d8cd98f00b204", 300), (body.GetProperty("seen")[1].GetProperty("id").GetString(), body.GetProperty("seen")[1].GetProperty("epoch").GetInt32()));
        Assert.Equal("Não foi pago", body.GetProperty("timeline")[1].GetProperty("message").GetString());
        Assert.Equal(2, body.GetProperty("repeats").GetInt32());
    }

    [Fact]
    public void An_export_of_an_order_without_content_says_null() =>
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(RecordExport.Write(OrderRecord.New(Rich.Record().Id))).RootElement.GetProperty("body").GetProperty("content").ValueKind);

    private static string Newest => Files()[^1];

    private static byte[] Golden() => File.ReadAllBytes(Newest);

    /// <summary>Their names end in a number that counts up.</summary>
    private static string[] Files() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Records", "Golden"), "record-*.bin").OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)];

    private static string Shown(OrderRecord record) => System.Text.Encoding.UTF8.GetString(RecordExport.Write(record));

    private static IEnumerable<string> Texts(object value) =>
        value.GetType().GetProperties().Select(property => property.GetValue(value)).OfType<string>();

    private static void IsWhole(object value, string path)
    {
        foreach (var property in Stored(value.GetType()))
        {
            var each = property.GetValue(value);
            var at = $"{path}.{property.Name}";
            Assert.False(each is null || each.Equals(Default(property.PropertyType)), $"{at} is {each ?? "null"}");
            if (each is IEnumerable and not string)
            {
                var items = ((IEnumerable)each).Cast<object>().ToList();
                Assert.NotEmpty(items);
                items.Where(item => item.GetType().Namespace == "OrderGrains" && item is not TimelineLine).ToList().ForEach(item => IsWhole(item, at));
            }
            else if (each is { } and not Enum && each.GetType() is { Namespace: "OrderGrains", IsClass: true } type && type != typeof(OrderId))
            {
                IsWhole(each, at);
            }
        }
    }

    /// <summary>What the codec writes of a type; of a state, the parts as they are asked for.</summary>
    private static IEnumerable<PropertyInfo> Stored(Type type) => type.GetProperties().Where(property =>
        property.CanWrite && !property.Name.StartsWith("Stored", StringComparison.Ordinal)
        && (type == typeof(OrderState) || property.GetCustomAttribute<JsonIgnoreAttribute>() is null));

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
