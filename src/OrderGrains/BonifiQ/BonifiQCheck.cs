namespace OrderGrains;

/// <summary>BonifiQ.</summary>
internal static class BonifiQCheck
{
    public static void Check(string key, BonifiQSettings bonifiQ, ProblemList problems)
    {
        problems.Address($"{key}:BaseUrl", bonifiQ.BaseUrl);
        problems.Secret($"{key}:Token", bonifiQ.Token, "The API token");
        problems.When(bonifiQ.Token?.Contains(':') == true, $"{key}:Token", "The token is a user name of HTTP Basic, which has no colon.");
        problems.Secret($"{key}:Key", bonifiQ.Key, "The API key");
        problems.Word($"{key}:CompleteOn", bonifiQ.CompleteOn, "Paid", "Shipped", "Delivered");
        problems.Word($"{key}:CustomerKey", bonifiQ.CustomerKey, "Document", "Email");
        problems.Word($"{key}:OmniChatCustomerKey", bonifiQ.OmniChatCustomerKey ?? "Email", "Document", "Email");
        problems.Word($"{key}:OpaboxCustomerKey", bonifiQ.OpaboxCustomerKey ?? "Document", "Document", "Email");
    }
}
