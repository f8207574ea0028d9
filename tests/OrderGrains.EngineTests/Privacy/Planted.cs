using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.Privacy;

/// <summary>A person whose data is told to the hub, and what nobody may find of it where it is not to be shown.</summary>
internal static class Planted
{
    /// <summary>A sentence that repeats all that OPABOX tells, in other spellings, with characters that end a line or are never seen.</summary>
    public const string OfOpabox =
        "Cliente EUZEBIO QUARTZO, CPF 529.982.247-25 e 52998224725, euzebio.quartzo@correio.example,\r\n"
        + "tel (19) 97654-3210 ou +5519976543210, Rua das Palmeirinhas, 50, fundos amarelos, 13025-230\u001b[31m 13025230 Jar\u200bdim Topazio";

    /// <summary>The same of OmniChat, which tells more.</summary>
    public const string OfChat = OfOpabox + "; nascido em 17/03/1971 (1971-03-17), recebe Zulmira Ametista";

    /// <summary>Found in no byte that is shown, in whatever case and with or without accents.</summary>
    public static readonly string[] Never =
    [
        "Euzébio", "Euzebio", "Quartzo", "52998224725", "529.982.247-25", "correio.example", "97654", "976543210", "Palmeirinhas", "13025-230", "13025230",
        "fundos amarelos", "Topázio", "Topazio", "Zulmira", "Ametista", "1971-03-17", "17/03/1971", "\u001b", "\u200b", "\\u001b", "\\u200b", "\\u001B", "\\u200B",
    ];

    /// <summary>OPABOX's sample of that person.</summary>
    public static JsonNode Opabox(string id, int status)
    {
        var order = Sample("opabox-order.json");
        (order["id"], order["status"]) = (id, status);
        (order["customer"]!["name"], order["customer"]!["cpf"], order["customer"]!["phone"]) = ("Euzébio Quartzo", "52998224725", "+5519976543210");
        var address = order["delivery_address"]!;
        (address["street"], address["cep"], address["more"], address["vicinity"]) =
            ("Rua das Palmeirinhas", "13025-230", "fundos amarelos", "Jardim Topázio");
        order["Euzébio Quartzo"] = "52998224725";
        return order;
    }

    /// <summary>OmniChat's sample of that person.</summary>
    public static JsonNode Chat(string id)
    {
        var order = Sample("omnichat-provisioning.json");
        order["objectId"] = id;
        var customer = order["customer"]!;
        (customer["name"], customer["lastName"], customer["taxDocumentnumber"]) = ("Euzébio", "Quartzo", "52998224725");
        (customer["email"], customer["birthDate"]) = ("euzebio.quartzo@correio.example", "1971-03-17");
        (customer["phoneCountryCode"], customer["phoneAreaCode"], customer["phoneNumber"]) = ("55", "19", "976543210");
        var address = order["shippingAddress"]!;
        (address["addressLine1"], address["addressLine2"], address["zip"]) = ("Rua das Palmeirinhas", "fundos amarelos", "13025-230");
        (address["suburb"], address["recipient"]) = ("Jardim Topázio", "Zulmira Ametista");
        return order;
    }

    /// <summary>Which of it a text shows.</summary>
    public static IEnumerable<string> In(string text) => Never.Where(value => text.Contains(value, StringComparison.OrdinalIgnoreCase));

    private static JsonNode Sample(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name)))!;
}
