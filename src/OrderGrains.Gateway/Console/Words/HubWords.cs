using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderGrains.Gateway.Console.Words;

/// <summary>
/// The hub's own sentences as a page shows them: their times as times, in the viewer's language. A sentence that is not known here is shown as the hub wrote it.
/// </summary>
public static partial class HubWords
{
    private const string Refused = "Refused: ";

    private static readonly (string English, string Portuguese)[] Whole =
    [
        ("The cart is to be placed", "O carrinho vai ser criado na VTEX"),
        ("New order", "Pedido novo"),
        ("Payment rejected", "Pagamento recusado"),
        ("To be paid on delivery", "Será pago na entrega"),
        ("Payment confirmed", "Pagamento confirmado"),
        ("In preparation", "Em preparo"),
        ("Ready, waits for a carrier", "Pronto, aguarda o transportador"),
        ("Ready, waits for the shopper", "Pronto, aguarda o cliente"),
        ("On its way", "A caminho"),
        ("Delivered", "Entregue"),
        ("The shopper did not take it", "O cliente não aceitou"),
        ("Cancelled", "Cancelado"),
        ("Approved", "Aprovado"),
        ("Placed", "Criado"),
        ("Changed", "Mudou"),
        ("Changed after the order was placed", "Mudou depois que o pedido foi criado"),
        ("Approval enqueued", "Aprovação na fila"),
        ("Placement enqueued as new", "Criação na fila como new"),
        ("Placement enqueued as approved", "Criação na fila como approved"),
        ("Answered only: the order was placed before", "Só respondido: o pedido já estava criado"),
        ("Closed: nobody finished it. What it knew of persons was dropped", "Fechado: ninguém o concluiu. Os dados pessoais foram descartados"),
        ("Paid beyond the total", "Pago além do total"),
        ("Told again after it was paid: sent twice, or news", "Dito de novo depois de pago: repetição ou novidade"),
        ("Asked again after the refusal", "Pedido de novo após a recusa"),
        ("Asks to place an order that has ended: it is told so", "Pede para criar um pedido encerrado: foi avisado"),
        ("The rejected payment was not repaired in time", "O pagamento recusado não foi refeito a tempo"),
        ("The seller has to authorize the price; asked again later", "O vendedor precisa autorizar o preço; pergunta-se de novo depois"),
        ("VTEX was asked to cancel, and waits for its seller", "A VTEX recebeu pedido de cancelamento e espera o vendedor"),
        ("VTEX took note of it", "A VTEX anotou o pedido"),
        ("Told by VTEX", "Informado pela VTEX"),
        ("VTEX does not have the order: sent again", "A VTEX não tem o pedido: enviado de novo"),
        ("VTEX has it: cancelled now", "A VTEX o tem: cancelado agora"),
        ("VTEX has not approved it: asked again", "A VTEX não o aprovou: pedido de novo"),
        ("the order is cancelled: VTEX is asked whether it has it", "o pedido foi cancelado: pergunta-se à VTEX se o tem"),
        ("The order has no such request.", "O pedido não tem essa chamada."),
        ("The request waits for another one of the order.", "A chamada espera por outra do pedido."),
        ("VTEX shows it done already.", "A VTEX já o mostra feito."),
        ("VTEX has not cancelled the placement.", "A VTEX não cancelou a criação."),
        ("No money of an order that is over waits to be given back.", "Nenhum dinheiro de pedido encerrado espera devolução."),
        ("The order has nothing that can be placed: have the cart corrected and sent again, or cancel the order.",
            "O pedido não tem nada que possa ser criado: peça o carrinho corrigido, ou cancele o pedido."),
        ("VTEX has the OPABOX order, or may have it: two placed orders are not merged. Cancel it first.",
            "A VTEX tem o pedido da OPABOX, ou pode ter: dois pedidos criados não se unem. Cancele-o antes."),
    ];

    private static readonly Dictionary<string, string> Known = Whole.ToDictionary(one => one.English, one => one.Portuguese, StringComparer.Ordinal);

    private static readonly (Regex English, string Portuguese)[] Patterns =
    [
        (Pattern("Placed as (.+), franchise order (.+)"), "Criado como $1, pedido da franquia $2"),
        (Pattern("Placed as (.+)"), "Criado como $1"),
        (Pattern("BonifiQ has it as Pending(.*)"), "A BonifiQ o tem como Pendente$1"),
        (Pattern("BonifiQ has it as Completed(.*)"), "A BonifiQ o tem como Concluído$1"),
        (Pattern("BonifiQ has it as Cancelled(.*)"), "A BonifiQ o tem como Cancelado$1"),
        (Pattern("OmniChat was told (.+)"), "O OmniChat foi avisado: $1"),
        (Pattern("Told by (.+)"), "Dito por $1"),
        (Pattern("Refused: (.+)"), "Recusado: $1"),
        (Pattern("Withheld: (.+)"), "Retido: $1"),
        (Pattern("Sent on by (.+)"), "Reenviado por $1"),
        (Pattern("Given up by (.+)"), "Pulado por $1"),
        (Pattern("Given back, says (.+)"), "Devolvido, diz $1"),
        (Pattern("Confirmed by (.+)"), "Confirmado por $1"),
        (Pattern("Placement (\\d+), by (.+)"), "Criação $1, por $2"),
        (Pattern("No longer needed: (.+)"), "Não é mais necessária: $1"),
        (Pattern("Changes nothing: (.+)"), "Não muda nada: $1"),
        (Pattern("Not told: (.+)"), "Não avisada: $1"),
        (Pattern("With (\\S+), by (.+)"), "Com $1, por $2"),
        (Pattern("With (\\S+)"), "Com $1"),
        (Pattern("Return invoice (.+)"), "Nota de devolução $1"),
        (Pattern("Invoice (.+), delivered"), "Nota fiscal $1, entregue"),
        (Pattern("Invoice (.+)"), "Nota fiscal $1"),
        (Pattern("(\\w+) came late; the order is (\\w+)"), "$1 chegou tarde; o pedido está $2"),
        (Pattern("(\\d+) line\\(s\\), (.+) unit\\(s\\), (.+) reais in all"), "$1 item(ns), $2 unidade(s), R$$ $3 no total"),
        (Pattern("The order is (\\w+) already\\."), "O pedido já está $1."),
        (Pattern("The order is (\\w+): there is nothing to place anew\\."), "O pedido está $1: não há o que criar de novo."),
        (Pattern("The order is linked: act on (.+)\\."), "O pedido está vinculado: aja em $1."),
        (Pattern("The request is (\\w+)\\."), "A chamada está $1."),
    ];

    /// <summary>A sentence of the hub, whose times are times.</summary>
    public static Sentence Of(string message, Language l)
    {
        if (Next().Match(message) is { Success: true } next)
        {
            return l.Say($"{Failure(next.Groups["what"].Value, l)}. Next at {At(next)}", $"{Failure(next.Groups["what"].Value, l)}. Próxima às {At(next)}");
        }

        if (Asked().Match(message) is { Success: true } asked)
        {
            var what = Failure(asked.Groups["what"].Value, l);
            return l.Say($"{what} It may have been taken: read at {At(asked)}", $"{what} Pode ter sido aceita: conferida às {At(asked)}");
        }

        if (Checked().Match(message) is { Success: true } check)
        {
            return Check(check, l);
        }

        return Sentence.Of(Line(message, l));
    }

    /// <summary>A sentence of the hub without times.</summary>
    public static string Line(string message, Language l)
    {
        if (message.StartsWith(Refused, StringComparison.Ordinal))
        {
            message = $"{Refused}{Once(message[Refused.Length..])}";
        }

        if (!l.IsPortuguese)
        {
            return message;
        }

        if (Known.TryGetValue(message, out var whole))
        {
            return whole;
        }

        foreach (var (english, portuguese) in Patterns)
        {
            if (english.IsMatch(message))
            {
                return Reais().Replace(Statuses(english.Replace(message, portuguese), l), "R$ $1,$2");
            }
        }

        return message;
    }

    /// <summary>
    /// A failure in plain words: its code and what it means. A vendor's sentence that says the same twice, as its own code and message do, is said once.
    /// </summary>
    public static string Failure(string what, Language l)
    {
        return what.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at && at <= 24 ? Failure(what[..at], what[(at + 2)..], l) : Once(what.Trim());
    }

    /// <summary>The same, of a code and what was said with it; either may be missing.</summary>
    public static string Failure(string? code, string? sentence, Language l)
    {
        var said = Once((sentence ?? "").Trim());
        var meaning = Reasons.OfCode(code, l);
        return code is null ? said
            : meaning is null ? (said.Length == 0 ? code : $"{code}: {said}")
            : code.StartsWith("EOI", StringComparison.Ordinal) && said.Length > 0 && said != "no message" ? $"{code}, {meaning}: “{said.TrimEnd('.')}”"
            : code == "Accepted" ? meaning
            : $"{code}: {meaning}";
    }

    /// <summary>Why a target is not called: what it said last, else why the hub holds back.</summary>
    public static string Block(TargetCondition condition, Language l) =>
        (condition.LastError is { } said ? Failure(said, l)
        : condition.Why is null or "The breaker is open after failures in a row." ? l["it failed several times in a row", "falhou várias vezes seguidas"]
        : Line(condition.Why, l)).TrimEnd('.');

    /// <summary>An operation's name.</summary>
    public static string Operation(string operation, Language l) => !l.IsPortuguese ? operation : operation switch
    {
        _ when operation.StartsWith("operator ", StringComparison.Ordinal) => $"operador {operation["operator ".Length..]}",
        "Cart edited" => "Carrinho editado",
        "Cart checked" => "Carrinho conferido",
        "Cart" => "Carrinho",
        "Content" => "Conteúdo",
        "Looks wrong" => "Parece errado",
        "Kept" => "Guardado",
        "Payment" => "Pagamento",
        "Refund" => "Devolução",
        "Grace" => "Prazo",
        "Clock" => "Relógio",
        "Erasure" => "Exclusão de dados",
        "Link" => "Vínculo",
        "Replace" => "Nova criação",
        "Placement" => "Criação",
        "VTEX place" => "VTEX criar",
        "VTEX approve" => "VTEX aprovar",
        "VTEX cancel" => "VTEX cancelar",
        "VTEX invoice" => "VTEX nota fiscal",
        "BonifiQ Pending" => "BonifiQ Pendente",
        "BonifiQ Completed" => "BonifiQ Concluído",
        "BonifiQ Cancelled" => "BonifiQ Cancelado",
        _ => operation,
    };

    /// <summary>“SLA not available; FMT005: SLA not available” says the same twice: once with its code is enough.</summary>
    public static string Once(string said)
    {
        var parts = said.Split("; ", StringSplitOptions.RemoveEmptyEntries);
        return string.Join("; ", parts.Where((part, index) =>
            !parts.Where((_, other) => other != index).Any(other => other != part && other.EndsWith($": {part.TrimEnd('.')}", StringComparison.Ordinal))
            && Array.IndexOf(parts, part) == index));
    }

    private static Sentence Check(Match check, Language l)
    {
        var (errors, infos) = (int.Parse(check.Groups["errors"].Value), int.Parse(check.Groups["infos"].Value));
        var blocked = check.Groups["blocked"].Success ? l[", blocked", ", bloqueado"] : "";
        var head = errors + infos == 0
            ? l["Nothing to object", "Nada a objetar"]
            : $"{l.Many(errors, l["error", "erro"], l["errors", "erros"])}, {l.Many(infos, l["notice", "aviso"], l["notices", "avisos"])}";
        var said = check.Groups["said"].Value;
        return said.Length == 0
            ? Sentence.Of($"{head}{blocked} · {check.Groups["ms"].Value}\u00A0ms")
            : (Sentence)$"{head}{blocked} · {check.Groups["ms"].Value}\u00A0ms · {Mark.Quote(said)}";
    }

    private static string Statuses(string text, Language l) => Word().Replace(text, word => Enum.TryParse<OrderStatus>(word.Value, out var status) ? Names.Of(status, l) : word.Value);

    private static DateTimeOffset At(Match match) =>
        DateTimeOffset.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static Regex Pattern(string english) => new($"^{english}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    [GeneratedRegex(@"^(?<what>.+)\. Next attempt (?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)$", RegexOptions.CultureInvariant)]
    private static partial Regex Next();

    [GeneratedRegex(@"^(?<what>.+) Nobody knows whether it was taken; asked at (?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)$", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^(?<errors>\d+) error\(s\), (?<infos>\d+) notice\(s\)(?<blocked>, blocked)? in (?<ms>\d+) ms(?:[;:] (?<said>.+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Checked();

    [GeneratedRegex(@"R\$ (\d+)\.(\d\d)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Reais();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
