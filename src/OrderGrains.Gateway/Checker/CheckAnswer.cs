using System.Collections.Immutable;

namespace OrderGrains.Gateway.Checker;

/// <summary>What a cart edit is answered.</summary>
/// <param name="Blocked">Whether the answer is 403, so that the cart cannot be finished; otherwise 200.</param>
/// <param name="Actions">What OmniChat marks, changes and shows.</param>
/// <param name="Note">What else the timeline should say.</param>
internal sealed record CheckAnswer(bool Blocked, ImmutableArray<CheckAction> Actions, string? Note)
{
    /// <summary>The answer to what the checks found: an error blocks, where the tenant wants that.</summary>
    public static CheckAnswer Of(ImmutableArray<CheckAction> actions, CheckerSettings settings) =>
        new(settings.BlockOnError && actions.Any(action => action.IsError), actions, null);

    /// <summary>The answer where the catalog gave none.</summary>
    public static CheckAnswer CatalogDown(CheckerSettings settings, string why)
    {
        var block = settings.OnCatalogDown == "Block";
        var text = block ? CheckerTexts.CatalogDownBlocked : CheckerTexts.CatalogDownAllowed;
        return new(block, [CheckAction.Order(block, text)], why);
    }

    /// <summary>The same for the timeline.</summary>
    public RecordCheck ToRecord(TimeSpan elapsed)
    {
        var errors = Actions.Count(action => action.IsError);
        return new(errors, Actions.Length - errors, Blocked, elapsed, Note);
    }
}
