namespace OrderGrains;

/// <summary>One rule of the checker.</summary>
internal static class CheckerRuleCheck
{
    public static void Check(string key, CheckerRuleSettings rule, ProblemList problems)
    {
        problems.Word(
            $"{key}:Type", rule.Type, "MinimumOrder", "MaximumQuantity", "CustomerDocument", "Discount", "Gift", "Message");
        if (rule.Severity is not null)
        {
            problems.Word($"{key}:Severity", rule.Severity, "ERROR", "INFO");
        }

        problems.When(rule.AtLeast < 0, $"{key}:AtLeast", "The amount is zero or more.");
        problems.When(
            rule.Type is "MinimumOrder" or "MaximumQuantity" or "Discount" && !(rule.Value > 0), $"{key}:Value", "The value is more than zero.");
        problems.When(
            rule is { Type: "MaximumQuantity", Sku: "" }, $"{key}:Sku", "This is a SKU, or * for each.");
        if (rule.Type == "Discount")
        {
            problems.Word($"{key}:Mode", rule.Mode, "PERCENTAGE", "ABSOLUTE");
            problems.When(rule is { Mode: "PERCENTAGE", Value: > 100 }, $"{key}:Value", "A percentage is at most 100.");
        }
        else if (rule.Type == "Gift")
        {
            problems.Text($"{key}:Item:ExternalId", rule.Item?.ExternalId, "The gift's id");
            problems.Text($"{key}:Item:Name", rule.Item?.Name, "The gift's name");
        }
        else if (rule.Type == "Message")
        {
            problems.Text($"{key}:Text", rule.Text, "The text of the message");
        }
    }
}
