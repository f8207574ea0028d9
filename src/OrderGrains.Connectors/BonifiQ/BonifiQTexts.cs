namespace OrderGrains.Connectors;

/// <summary>The free text that BonifiQ's order reports show for a status, in Brazilian Portuguese.</summary>
internal static class BonifiQTexts
{
    /// <summary>The text of a status.</summary>
    public static string ForStatus(OrderStatus status) => status switch
    {
        OrderStatus.PaymentRejected => "Pagamento rejeitado",
        OrderStatus.PayOnDelivery => "Pagamento na entrega",
        OrderStatus.Paid => "Pago",
        OrderStatus.Preparing => "Em preparo",
        OrderStatus.AwaitingCarrier => "Aguardando transportador",
        OrderStatus.AwaitingPickup => "Aguardando retirada",
        OrderStatus.InTransit => "Em transporte",
        OrderStatus.Delivered => "Entregue",
        OrderStatus.RejectedByCustomer => "Rejeitado pelo consumidor",
        OrderStatus.Cancelled => "Cancelado",
        _ => "Novo pedido",
    };
}
