using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>The few words beside a dot of the picture.</summary>
internal static class LifeLabel
{
    /// <summary>The label of a line; null where its dot says enough.</summary>
    public static string? Of(StoryEntry entry, Language l)
    {
        var operation = entry.Operation;
        return operation switch
        {
            _ when operation.StartsWith("OPABOX status ", StringComparison.Ordinal) && int.TryParse(operation["OPABOX status ".Length..], out var code)
                && StatusTable.FromOpabox(code) is { } status => $"{code} {Names.Of(status, l).ToLowerInvariant()}",
            "VTEX SOI001" => l["placed", "criado"],
            "VTEX SOI002" => l["approved", "aprovado"],
            "VTEX SOI003" => null,
            "VTEX invoice" => l["invoice", "nota"],
            "Cart edited" => l["cart", "carrinho"],
            "Cart checked" => l["checked", "conferido"],
            "OmniChat provisioning" => l["provisioning", "criar"],
            _ when operation.StartsWith("VTEX EOI", StringComparison.Ordinal) => $"{operation["VTEX ".Length..]}{(entry.IsTrouble ? l[": refused", ": recusado"] : "")}",
            _ when entry.Status == LineStatus.Failed && entry.Message.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 20 and var at => entry.Message[..at],
            _ when operation.StartsWith("BonifiQ ", StringComparison.Ordinal) => Names.Standing(operation["BonifiQ ".Length..], l),
            _ when operation.StartsWith("OmniChat ", StringComparison.Ordinal) => operation["OmniChat ".Length..] is { Length: <= 16 } word ? word : null,
            _ => null,
        };
    }
}
