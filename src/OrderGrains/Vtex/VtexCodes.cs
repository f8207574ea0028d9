namespace OrderGrains;

/// <summary>What a code of VTEX's says of the request that it answers. What HTTP says is told apart by the connectors, in the same terms.</summary>
public enum CodeMeaning
{
    /// <summary>VTEX has the order.</summary>
    Integrated,

    /// <summary>VTEX approved it.</summary>
    Approved,

    /// <summary>Taken, and nothing said yet of how it went: awaited for <c>ResultTimeout</c>, then read.</summary>
    Enqueued,

    /// <summary>Not taken: sent again on schedule.</summary>
    NotTaken,

    /// <summary>Nobody knows whether it was taken: its notification is awaited for <c>ResultTimeout</c>, then it is read.</summary>
    Unknown,

    /// <summary>VTEX has the order already: read, never placed again.</summary>
    AlreadyThere,

    /// <summary>VTEX does not have the order yet: held until it does, then sent again.</summary>
    TooEarly,

    /// <summary>The order's standing decides: approved or further is done, anything else is for a person.</summary>
    ReadDecides,

    /// <summary>VTEX has the order and waits for its seller: asked again slowly, counted as no attempt.</summary>
    AwaitsSeller,

    /// <summary>Nobody knows why: three tries, then a person.</summary>
    Unexplained,

    /// <summary>VTEX will not take it as it is: a person, with the reason.</summary>
    Refused,
}

/// <summary>VTEX's codes: the table of docs/vtex.md, "Codes and outcomes" (developers.vtex.com, New Order Integration, Response Codes).</summary>
public static class VtexCodes
{
    /// <summary>The code after which a read of an approval decides.</summary>
    public const string NotApprovable = "EOI009";

    /// <summary>What a code means as the answer to an operation, or in a notification of it.</summary>
    /// <param name="code">VTEX's code; one that is not listed is known by its kind.</param>
    /// <param name="operation">What it answers.</param>
    public static CodeMeaning Of(string code, Operation operation) => (code, operation) switch
    {
        ("SOI001", _) => CodeMeaning.Integrated,
        ("SOI002", _) => CodeMeaning.Approved,
        ("SOI003", _) => CodeMeaning.Enqueued,
        ("EOI006", _) => CodeMeaning.NotTaken,
        ("EOI010", _) => CodeMeaning.Unknown,
        ("EOI007", Operation.PlaceOrder) => CodeMeaning.AlreadyThere,
        ("EOI008", Operation.ApproveOrder) => CodeMeaning.TooEarly,
        ("EOI008", Operation.PlaceOrder) => CodeMeaning.Unexplained,
        (NotApprovable, Operation.ApproveOrder) => CodeMeaning.ReadDecides,
        ("EOI011", _) => CodeMeaning.AwaitsSeller,
        ("EOI000" or "EOI001", _) => CodeMeaning.Unexplained,
        ("EOI002" or "EOI003" or "EOI004" or "EOI005", _) => CodeMeaning.Refused,
        (['S', 'O', 'I', ..], _) => CodeMeaning.Enqueued,
        _ => CodeMeaning.Unknown,
    };

    /// <summary>Whether VTEX will not take the order as it is.</summary>
    public static bool IsRefusal(string? code) => code is not null && Of(code, Operation.PlaceOrder) == CodeMeaning.Refused;

    /// <summary>Whether a placement was refused for good: by VTEX, or by the hub, since its SKU file lacks something.</summary>
    public static bool IsPlacementRefused(string? code) => code == SkuRules.Code || IsRefusal(code);
}
