namespace OrderGrains.Gateway.Console.Words;

/// <summary>What the hub's codes are called by people: one spelling each, in both languages.</summary>
public static class Names
{
    /// <summary>A status.</summary>
    public static string Of(OrderStatus status, Language l) => status switch
    {
        OrderStatus.Unknown => l["Unknown", "Desconhecido"],
        OrderStatus.Draft => l["Cart", "Carrinho"],
        OrderStatus.Provisioning => l["Being placed", "Sendo criado"],
        OrderStatus.Placed => l["Placed", "Criado"],
        OrderStatus.PaymentRejected => l["Payment rejected", "Pagamento recusado"],
        OrderStatus.PayOnDelivery => l["Pays on delivery", "Paga na entrega"],
        OrderStatus.Paid => l["Paid", "Pago"],
        OrderStatus.Preparing => l["Preparing", "Em preparo"],
        OrderStatus.AwaitingCarrier => l["Awaits carrier", "Aguarda transportador"],
        OrderStatus.AwaitingPickup => l["Awaits pickup", "Aguarda retirada"],
        OrderStatus.InTransit => l["On its way", "A caminho"],
        OrderStatus.Delivered => l["Delivered", "Entregue"],
        OrderStatus.RejectedByCustomer => l["Not taken", "Não aceito"],
        OrderStatus.Cancelled => l["Cancelled", "Cancelado"],
        _ => status.ToString(),
    };

    /// <summary>A system that is called.</summary>
    public static string Target(string target) => OrderGrains.Target.KindOf(target) is var kind && kind != target ? $"{Target(kind)} ({target[(kind.Length + 1)..]})" : target switch
    {
        OrderGrains.Target.Vtex => "VTEX",
        OrderGrains.Target.VtexSimulation => "VTEX simulation",
        OrderGrains.Target.OmniChat => "OmniChat",
        OrderGrains.Target.BonifiQ => "BonifiQ",
        _ => target,
    };

    /// <summary>The system with its article in Portuguese: a VTEX, o hub.</summary>
    public static string The(string target, Language l) => OrderGrains.Target.KindOf(target) is var kind && kind != target ? $"{The(kind, l)} ({target[(kind.Length + 1)..]})" : target switch
    {
        OrderGrains.Target.Vtex => l["VTEX", "a VTEX"],
        OrderGrains.Target.VtexSimulation => l["VTEX’s simulation", "a simulação da VTEX"],
        OrderGrains.Target.OmniChat => l["OmniChat", "o OmniChat"],
        OrderGrains.Target.BonifiQ => l["BonifiQ", "a BonifiQ"],
        OrderGrains.Target.Order => l["the chat order", "o pedido do chat"],
        _ => target,
    };

    /// <summary>A channel.</summary>
    public static string Of(Channel channel) => channel == Channel.Opabox ? "OPABOX" : "OmniChat";

    /// <summary>A call, short: <c>VTEX · place</c>.</summary>
    public static string Call(OwedRequest request, Language l) => $"{(request.Target == OrderGrains.Target.Order ? l["Link", "Vínculo"] : Target(request.Target))} · {Deed(request, l)}";

    /// <summary>What a call does, in a word or two.</summary>
    public static string Deed(OwedRequest request, Language l) => request.Operation switch
    {
        Operation.PlaceOrder => l["place", "criar"],
        Operation.ApproveOrder => l["approve", "aprovar"],
        Operation.CancelOrder => l["cancel", "cancelar"],
        Operation.ChangeStatus => request.Argument ?? l["status", "status"],
        Operation.Provision => request.Argument == "400" ? l["say that it is refused", "avisar da recusa"] : l["give the checkout", "dar o checkout"],
        Operation.UpdateCheckoutData => l["correct the cart", "corrigir o carrinho"],
        Operation.ForwardStatus => l["hand the status on", "repassar o status"],
        Operation.SendOrder => Standing(request.Argument, l),
        _ => request.Operation.ToString(),
    };

    /// <summary>What calls of an operation do, in a word or two.</summary>
    public static string Deed(Operation operation, Language l) => operation switch
    {
        Operation.ChangeStatus => l["tell the status", "informar o status"],
        Operation.SendOrder => l["tell the order", "informar o pedido"],
        Operation.Provision => l["answer the cart", "responder ao carrinho"],
        _ => Deed(new OwedRequest { Operation = operation }, l),
    };

    /// <summary>A call as the thing that is done: <c>the placement</c>.</summary>
    public static string Thing(OwedRequest request, Language l) => request.Operation switch
    {
        Operation.PlaceOrder => l["the placement", "a criação na VTEX"],
        Operation.ApproveOrder => l["the approval", "a aprovação na VTEX"],
        Operation.CancelOrder => l["the cancellation at VTEX", "o cancelamento na VTEX"],
        Operation.ChangeStatus => l[$"{request.Argument} to OmniChat", $"{request.Argument} ao OmniChat"],
        Operation.Provision => l["the answer to OmniChat", "a resposta ao OmniChat"],
        Operation.UpdateCheckoutData => l["the correction of OmniChat’s cart", "a correção do carrinho no OmniChat"],
        Operation.ForwardStatus => l["the status for the chat order", "o status para o pedido do chat"],
        Operation.SendOrder => l[$"{Standing(request.Argument, l)} to BonifiQ", $"{Standing(request.Argument, l)} à BonifiQ"],
        _ => request.Operation.ToString(),
    };

    /// <summary>A call as what its system is asked: <c>VTEX is asked to place it</c>.</summary>
    public static string Asked(OwedRequest request, Language l) => request.Operation switch
    {
        Operation.PlaceOrder => l["VTEX is asked to place it", "a VTEX recebe o pedido"],
        Operation.ApproveOrder => l["VTEX is asked to approve it", "a VTEX é chamada para aprová-lo"],
        Operation.CancelOrder => l["VTEX is asked to cancel it", "a VTEX é chamada para cancelá-lo"],
        Operation.ChangeStatus => l[$"OmniChat is told {request.Argument}", $"o OmniChat é avisado: {request.Argument}"],
        Operation.Provision => l["OmniChat is given its answer", "o OmniChat recebe a resposta"],
        Operation.UpdateCheckoutData => l["OmniChat’s cart is corrected", "o carrinho no OmniChat é corrigido"],
        Operation.ForwardStatus => l["the chat order is told", "o pedido do chat é avisado"],
        Operation.SendOrder => l[$"BonifiQ is told {Standing(request.Argument, l)}", $"a BonifiQ é avisada: {Standing(request.Argument, l)}"],
        _ => request.Operation.ToString(),
    };

    /// <summary>A standing at BonifiQ.</summary>
    public static string Standing(string? standing, Language l) => standing switch
    {
        nameof(LoyaltyStanding.Pending) => l["Pending", "Pendente"],
        nameof(LoyaltyStanding.Completed) => l["Completed", "Concluído"],
        nameof(LoyaltyStanding.Cancelled) => l["Cancelled", "Cancelado"],
        _ => l["None", "Nenhum"],
    };

    /// <summary>How a call stands.</summary>
    public static Shown Of(OwedRequest request, bool inFlight, Language l) => request.State switch
    {
        _ when inFlight => new(Sign.Flow, l["Being sent", "Sendo enviada"]),
        RequestState.Waiting when request.Attempts > 0 || request.LastCode is not null => new(Sign.Retry, l["Retrying", "Nova tentativa"]),
        RequestState.Waiting => new(Sign.Flow, l["Waiting", "Na fila"]),
        RequestState.Held => new(Sign.Pause, l["Held", "Retida"]),
        RequestState.AwaitingResult => new(Sign.Flow, l["Awaits result", "Aguarda resultado"]),
        RequestState.Done => new(Sign.Done, l["Done", "Feita"], Quiet: true),
        RequestState.Parked => new(Sign.Person, l["Parked", "Parada"]),
        RequestState.Superseded => new(Sign.None, l["Not needed", "Dispensada"], Quiet: true),
        RequestState.Skipped => new(Sign.None, l["Skipped", "Pulada"], Quiet: true),
        _ => new(Sign.None, request.State.ToString(), Quiet: true),
    };

    /// <summary>How a line of the story ended.</summary>
    public static Shown Of(LineStatus status, Language l) => status switch
    {
        LineStatus.Success => new(Sign.Done, l["Success", "Sucesso"], Quiet: true),
        LineStatus.Waiting => new(Sign.Flow, l["Waiting", "Em espera"]),
        LineStatus.Stale => new(Sign.None, l["Too late", "Tarde demais"], Quiet: true),
        LineStatus.Warning => new(Sign.Retry, l["Look at it", "Atenção"]),
        LineStatus.Failed => new(Sign.Retry, l["Failed", "Falhou"]),
        LineStatus.Refused => new(Sign.Person, l["Refused", "Recusado"]),
        LineStatus.Parked => new(Sign.Person, l["Parked", "Parado"]),
        _ => new(Sign.None, status.ToString(), Quiet: true),
    };
}
