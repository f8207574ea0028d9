using System.Collections.Frozen;

namespace OrderGrains;

/// <summary>Brazil's states: spelled by their two letters, as VTEX takes them.</summary>
public static class States
{
    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>
    {
        ["acre"] = "AC", ["alagoas"] = "AL", ["amapa"] = "AP", ["amazonas"] = "AM", ["bahia"] = "BA", ["ceara"] = "CE",
        ["distritofederal"] = "DF", ["espiritosanto"] = "ES", ["goias"] = "GO", ["maranhao"] = "MA", ["matogrosso"] = "MT",
        ["matogrossodosul"] = "MS", ["minasgerais"] = "MG", ["para"] = "PA", ["paraiba"] = "PB", ["parana"] = "PR", ["pernambuco"] = "PE",
        ["piaui"] = "PI", ["riodejaneiro"] = "RJ", ["riograndedonorte"] = "RN", ["riograndedosul"] = "RS", ["rondonia"] = "RO",
        ["roraima"] = "RR", ["santacatarina"] = "SC", ["saopaulo"] = "SP", ["sergipe"] = "SE", ["tocantins"] = "TO",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Codes = ByName.Values.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The two letters of a state that is told by them, also as <c>BR-SP</c>, or by its name; null where the text is neither.</summary>
    public static string? Spelled(string? text)
    {
        var plain = Letters.Plain(text);
        var code = (plain.Length == 4 && plain.StartsWith("br", StringComparison.Ordinal) ? plain[2..] : plain).ToUpperInvariant();
        return Codes.Contains(code) ? code : ByName.GetValueOrDefault(plain);
    }
}
