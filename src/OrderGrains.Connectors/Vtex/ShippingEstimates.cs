using System.Globalization;

namespace OrderGrains.Connectors;

/// <summary>A delivery time in words as VTEX writes one: a number and <c>bd</c>, <c>d</c>, <c>h</c> or <c>m</c> (openapi-schemas, External Marketplace Orders).</summary>
internal static class ShippingEstimates
{
    /// <summary>The estimate; null where the words are no number and unit.</summary>
    public static string? Of(string? words)
    {
        var plain = Letters.Plain(words);
        var digits = plain.Length - plain.AsSpan().TrimStart("0123456789").Length;
        if (!int.TryParse(plain.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return plain[digits..] switch
        {
            "bd" or "diautil" or "diasuteis" => $"{number}bd",
            "d" or "dia" or "dias" or "diacorrido" or "diascorridos" => $"{number}d",
            "h" or "hora" or "horas" => $"{number}h",
            "m" or "min" or "minuto" or "minutos" => $"{number}m",
            _ => null,
        };
    }
}
