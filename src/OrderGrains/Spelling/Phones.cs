namespace OrderGrains;

/// <summary>Phones: spelled in E.164, <c>+5541999999999</c>; where nobody tells the country, area and number, <c>41999999999</c>.</summary>
public static class Phones
{
    private const string Brazil = "55";
    private const int AreaDigits = 2;
    private const int MaxDigits = 15;
    private const int MinDigits = 8;

    /// <summary>The phone as it is kept and sent; null where the parts do not make one.</summary>
    /// <param name="country">Country code.</param>
    /// <param name="area">Area code, with or without the zero that is dialled before it.</param>
    /// <param name="number">Number; it may carry the area, and the country, already.</param>
    public static string? Spelled(string? country, string? area, string? number)
    {
        var digits = Letters.Digits(number);
        if (number?.TrimStart().StartsWith('+') == true)
        {
            return Whole(digits);
        }

        var (land, town) = (Letters.Digits(country).TrimStart('0'), Letters.Digits(area).TrimStart('0'));
        digits = digits.TrimStart('0');
        return digits.Length == 0 ? null
            : land is "" or Brazil ? Brazilian(land.Length > 0 ? $"+{land}" : "", town, digits)
            : Whole(digits.StartsWith(land + town, StringComparison.Ordinal) && digits.Length > MinDigits + land.Length ? digits : land + town + digits);
    }

    /// <summary>Eight or nine digits within an area, ten or eleven with it, twelve or thirteen with the country: its length tells what a number carries.</summary>
    private static string? Brazilian(string country, string area, string digits) => digits.Length switch
    {
        8 or 9 when area.Length == AreaDigits => $"{country}{area}{digits}",
        10 or 11 when area.Length is 0 or AreaDigits && digits.StartsWith(area, StringComparison.Ordinal) => $"{country}{digits}",
        12 or 13 when digits.StartsWith(Brazil + area, StringComparison.Ordinal) => $"+{digits}",
        _ when country.Length > 0 && area.Length > 0 => Whole(Brazil + area + digits),
        _ => null,
    };

    private static string? Whole(string digits) => digits.Length is >= MinDigits and <= MaxDigits ? $"+{digits}" : null;
}
