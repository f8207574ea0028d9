namespace OrderGrains.Connectors;

/// <summary>A customer as VTEX takes one. First name, last name and e-mail are required there, whatever the channel knows.</summary>
internal static class VtexClientMapper
{
    private const string Nameless = "Cliente";

    /// <summary>The customer of an order; company fields only where the customer buys as a company.</summary>
    public static VtexClient Map(OrderId order, OrderContent content, VtexSettings settings)
    {
        var customer = content.Customer;
        var (first, last) = Names(customer, content.Address?.Recipient);
        var company = customer.IsBusiness;
        var companyName = company ? Blank(customer.BusinessName) : null;
        return new(
            Blank(customer.Email) ?? MadeUpEmail(order, customer, settings.CustomerEmailTemplate),
            first,
            last,
            Blank(customer.Phone),
            Documents.Plain(customer.Document) ?? customer.BuyersDocument(),
            company ? Documents.Plain(customer.BusinessDocument) : null,
            company ? Blank(customer.Phone) : null,
            companyName,
            companyName,
            company ? Blank(customer.StateInscription) : null);
    }

    /// <summary>The whole name: of the customer, else of who receives.</summary>
    public static string WholeName(Customer customer, string? recipient) =>
        Blank($"{customer.Name} {customer.LastName}") ?? Blank(recipient) ?? Nameless;

    /// <summary>First word and the rest; a name of one word stands for both.</summary>
    private static (string First, string Last) Names(Customer customer, string? recipient)
    {
        if (Blank(customer.Name) is { } name && Blank(customer.LastName) is { } known)
        {
            return (name, known);
        }

        var words = WholeName(customer, recipient).Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words[0], words[^1]);
    }

    /// <summary>OPABOX knows no e-mail and VTEX demands one: the template with the document, else the customer's id or the order's.</summary>
    private static string? MadeUpEmail(OrderId order, Customer customer, string? template) => template?.Replace(
        "{document}", Emails.Name(Documents.Plain(customer.Document) ?? Blank(customer.Id) ?? order.ExternalId), StringComparison.Ordinal);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
