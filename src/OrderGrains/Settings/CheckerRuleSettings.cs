namespace OrderGrains;

/// <summary>One rule of the checker; <see cref="Type"/> says which of the others it reads.</summary>
public sealed class CheckerRuleSettings
{
    /// <summary><c>MinimumOrder</c>, <c>MaximumQuantity</c>, <c>CustomerDocument</c>, <c>Discount</c>, <c>Gift</c> or <c>Message</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>Reais, pieces, or what <see cref="Mode"/> says.</summary>
    public decimal? Value { get; set; }

    /// <summary>The SKU that the rule is about; <c>*</c> is each.</summary>
    public string? Sku { get; set; }

    /// <summary><c>ERROR</c> or <c>INFO</c>; null is the rule's own.</summary>
    public string? Severity { get; set; }

    /// <summary>The coupon that earns a discount; null needs none.</summary>
    public string? Coupon { get; set; }

    /// <summary>Reais of goods from which the rule counts.</summary>
    public decimal? AtLeast { get; set; }

    /// <summary>The sales channel that the rule is about; null is each.</summary>
    public string? Channel { get; set; }

    /// <summary><c>PERCENTAGE</c> or <c>ABSOLUTE</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>The gift.</summary>
    public CheckerGiftSettings? Item { get; set; }

    /// <summary>What the salesperson reads.</summary>
    public string? Text { get; set; }
}

/// <summary>A gift.</summary>
public sealed class CheckerGiftSettings
{
    /// <summary>Its id in the catalog.</summary>
    public string ExternalId { get; set; } = "";

    /// <summary>What the salesperson reads.</summary>
    public string Name { get; set; } = "";
}
