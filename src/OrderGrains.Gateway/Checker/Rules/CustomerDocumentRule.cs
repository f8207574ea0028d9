namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>
/// A customer without a CPF or CNPJ whose check digits are right is an error of the order; a company needs a CNPJ, and an international order neither.
/// </summary>
internal sealed class CustomerDocumentRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "CustomerDocument";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules)
    {
        var error = rules.Any(rule => rule.Severity != "INFO");
        return !cart.Cart.International && Mistake(cart.Cart.Customer) is { } mistake ? [CheckAction.Of(error, mistake)] : [];
    }

    private static string? Mistake(Customer customer)
    {
        var business = Documents.Plain(customer.BusinessDocument);
        if (customer.IsBusiness && business is not null)
        {
            return Documents.IsCnpj(business) ? null : CheckerTexts.WrongBusinessDocument;
        }

        return Documents.Plain(customer.Document) is not { } document ? CheckerTexts.NoDocument
            : customer.IsBusiness && !Documents.IsCnpj(document) ? CheckerTexts.WrongBusinessDocument
            : Documents.IsValid(document) ? null
            : CheckerTexts.WrongDocument;
    }
}
