namespace OrderGrains;

/// <summary>What one of a tenant's systems needs because of another: each of these would be found by the first order, days later.</summary>
internal static class SystemsCheck
{
    /// <summary>The kinds of payment that OmniChat has (developers.omni.chat, How to implement the OrderChecker API); OPABOX's are free text.</summary>
    private static readonly string[] ChatPayments = ["CreditCard", "DebitCard", "Pix", "Boleto"];

    private const string Rest = "*";

    public static void Check(string key, TenantSettings tenant, ProblemList problems)
    {
        if (tenant.Vtex is { } vtex)
        {
            Email($"{key}:Vtex:CustomerEmailTemplate", tenant, vtex, problems);
            Payments($"{key}:Vtex:PaymentMethods", tenant, vtex, problems);
            problems.When(
                vtex.PriceDivergenceAllowanceRate is null && tenant.Checker.Rules.Exists(rule => rule.Type is "Discount" or "Gift"),
                $"{key}:Vtex:PriceDivergenceAllowanceRate",
                "The checker's rules give discounts or gifts, and VTEX refuses prices that diverge (EOI003) until it is told how far they may.");
        }

        if (tenant.BonifiQ is { } bonifiQ)
        {
            Points(key, tenant, bonifiQ, problems);
        }
    }

    /// <summary>VTEX takes no order without an e-mail, and OPABOX tells none.</summary>
    private static void Email(string key, TenantSettings tenant, VtexSettings vtex, ProblemList problems) => problems.When(
        tenant.Opabox is not null && vtex.CustomerEmailTemplate is null,
        key,
        "OPABOX tells no e-mail and VTEX takes no order without one: an address with {document} in it, such as {document}@acme.example, is required.");

    /// <summary>OPABOX's payment type is free text, so something has to map what nobody thought of; a name that nobody sends maps nothing.</summary>
    private static void Payments(string key, TenantSettings tenant, VtexSettings vtex, ProblemList problems)
    {
        if (tenant.Opabox is not null)
        {
            problems.When(
                !vtex.PaymentMethods.ContainsKey(Rest),
                $"{key}:{Rest}",
                "OPABOX's payment types are free text: the payment group of all that no other key names is required, such as creditCardPaymentGroup.");
            return;
        }

        foreach (var type in vtex.PaymentMethods.Keys.Where(type => type != Rest && !ChatPayments.Contains(type, StringComparer.Ordinal)))
        {
            problems.Add($"{key}:{type}", $"OmniChat knows no such payment. Its kinds are {string.Join(", ", ChatPayments)}; {Rest} is the rest.");
        }
    }

    /// <summary>Customers are known there by one key, which some sender has to tell.</summary>
    private static void Points(string key, TenantSettings tenant, BonifiQSettings bonifiQ, ProblemList problems)
    {
        problems.When(
            tenant.OmniChat is null && tenant.Opabox is null,
            $"{key}:BonifiQ",
            "Nobody can earn points: the tenant has neither OmniChat nor Opabox, which tell of orders.");
        problems.When(
            tenant is { OmniChat: null, Opabox: not null } && bonifiQ.KeyOf(Channel.Opabox) == "Email",
            $"{key}:BonifiQ:{(bonifiQ.OpaboxCustomerKey is null ? "CustomerKey" : "OpaboxCustomerKey")}",
            "Nobody can earn points: customers are known by e-mail, and OPABOX tells none. Document is what it tells.");
    }
}
