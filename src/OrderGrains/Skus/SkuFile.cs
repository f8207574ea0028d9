using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.VisualBasic.FileIO;

namespace OrderGrains;

/// <summary>Reads a SKU file: JSON, or CSV with a header, separated by commas or semicolons; docs/vtex.md shows both.</summary>
public static class SkuFile
{
    private static readonly string[] Columns = ["sku", "ean", "id", "option", "vtexSku", "seller", "multiplier", "name"];

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The book of a file.</summary>
    /// <exception cref="FormatException">What is wrong, in a sentence that names the line or the row.</exception>
    public static SkuBook Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Text(bytes);
        return SkuBook.Of(text.AsSpan().TrimStart() is ['{' or '[' or '/', ..] ? Json(text) : Csv(text));
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The file is not UTF-8.", e);
        }
    }

    private static List<SkuRow> Json(string text)
    {
        try
        {
            return text.AsSpan().TrimStart() is ['[', ..]
                ? JsonSerializer.Deserialize<List<SkuRow?>>(text, Reading) is { } rows ? Whole(rows) : []
                : Whole(JsonSerializer.Deserialize<Written>(text, Reading)?.Skus ?? []);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Line {e.LineNumber + 1} is not as expected ({e.Path}).", e);
        }
    }

    private static List<SkuRow> Whole(List<SkuRow?> rows) =>
        rows.FindIndex(row => row is null) is var at and >= 0 ? throw new FormatException($"Row {at + 1}: It is null.") : [.. rows.OfType<SkuRow>()];

    private static List<SkuRow> Csv(string text)
    {
        var header = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        var semicolons = header.Contains(';');
        using var parser = new TextFieldParser(new StringReader(text)) { Delimiters = [semicolons ? ";" : ","], HasFieldsEnclosedInQuotes = true };
        try
        {
            var names = parser.ReadFields() ?? [];
            var columns = names.Select(name => Array.FindIndex(Columns, column => column.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
            if (Array.IndexOf(columns, -1) is var unknown and >= 0)
            {
                throw new FormatException($"The header names {names[unknown]}, which is none of {string.Join(", ", Columns)}.");
            }

            var rows = new List<SkuRow>();
            while (!parser.EndOfData)
            {
                rows.Add(Row(parser.ReadFields()!, columns, semicolons, rows.Count + 1));
            }

            return rows;
        }
        catch (MalformedLineException e)
        {
            throw new FormatException($"Line {e.LineNumber} is not as expected: a quotation mark is open.", e);
        }
    }

    private static SkuRow Row(string[] fields, int[] columns, bool semicolons, int number)
    {
        if (fields.Length > columns.Length)
        {
            throw new FormatException($"Row {number}: It has more fields than the header.");
        }

        string? Field(int column) => Array.IndexOf(columns, column) is var at and >= 0 && at < fields.Length && fields[at].Length > 0 ? fields[at] : null;
        return new()
        {
            Sku = Field(0), Ean = Field(1), Id = Field(2), Option = Field(3), VtexSku = Field(4) ?? "", Seller = Field(5),
            Multiplier = Field(6) is { } multiplier ? Number(multiplier, semicolons, number) : null,
            Name = Field(7),
        };
    }

    /// <summary>A sheet that separates by semicolons writes decimal commas.</summary>
    private static decimal Number(string text, bool commas, int row) =>
        decimal.TryParse(commas ? text.Replace(',', '.') : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Row {row}: The multiplier is no number.");

    private sealed record Written(List<SkuRow?>? Skus);
}
