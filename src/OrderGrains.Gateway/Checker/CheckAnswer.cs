using System.Collections.Immutable;

namespace OrderGrains.Gateway.Checker;

/// <summary>What a cart edit is answered.</summary>
/// <param name="Blocked">Whether the answer is 403, so that the cart cannot be finished; otherwise 200. Only with an error.</param>
/// <param name="Actions">What OmniChat marks, changes and shows.</param>
/// <param name="Note">What else the timeline should say.</param>
internal sealed record CheckAnswer(bool Blocked, ImmutableArray<CheckAction> Actions, string? Note)
{
    /// <summary>Whether the catalog gave no answer.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>What it comes to, in a word of a few.</summary>
    public string Word => IsUncertain ? "catalog_down" : Blocked ? "blocked" : Actions.Any(action => action.IsError) ? "errors" : Actions.IsEmpty ? "clean" : "notes";

    /// <summary>The answer to what the checks found: an error blocks, where the tenant wants that.</summary>
    public static CheckAnswer Of(ImmutableArray<CheckAction> actions, CheckerSettings settings, string? note) =>
        new(settings.BlockOnError && actions.Any(action => action.IsError), actions, note);

    /// <summary>The answer where the catalog gave none: the tenant decides whether that blocks.</summary>
    /// <param name="found">What was found without the catalog.</param>
    /// <param name="settings">The tenant's.</param>
    /// <param name="why">Why there is no answer, for the timeline.</param>
    public static CheckAnswer CatalogDown(ImmutableArray<CheckAction> found, CheckerSettings settings, string why)
    {
        var block = settings.OnCatalogDown == "Block";
        var text = block ? CheckerTexts.CatalogDownBlocked : CheckerTexts.CatalogDownAllowed;
        var answer = Of([CheckAction.Of(block, text), .. found], settings, why);
        return answer with { Blocked = answer.Blocked || block, IsUncertain = true };
    }

    /// <summary>The same for the timeline.</summary>
    public RecordCheck ToRecord(TimeSpan elapsed)
    {
        var errors = Actions.Count(action => action.IsError);
        var said = Actions.OrderBy(action => !action.IsError).Select(action => action.Message).OfType<string>().ToArray();
        return new(errors, Actions.Length - errors, Blocked, elapsed, Note)
        {
            Said = said.Length == 0 ? null : Limits.Clip(string.Join(" · ", said)),
            Offered = Offered(),
            Discount = Actions.LastOrDefault(action => action.Discount is not null) is { Discount: { } value } discount
                ? new(value, CheckAction.ModeOf(discount.DiscountMode))
                : null,
        };
    }

    /// <summary>The methods that the salesperson can choose now, each by id and by name; null where the answer offers none.</summary>
    private OfferedMethods? Offered()
    {
        var options = Actions.SelectMany(action => action.ShippingOptions ?? []).ToLookup(option => option.IsPickup);
        return options.Count == 0 ? null : new(Methods(options[true]), Methods(options[false])) { Points = Points(options[true]) };
    }

    private static ImmutableArray<string> Methods(IEnumerable<ShippingOptionView> options) =>
        [.. options.SelectMany(option => new[] { option.Id, option.Name }).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where each pickup is, by id and by name; a name that several points have names none.</summary>
    private static ImmutableSortedDictionary<string, PickupPoint>? Points(IEnumerable<ShippingOptionView> pickups)
    {
        var named = pickups.Where(option => option.Point is not null)
            .SelectMany(option => new[] { (Method: option.Id, option.Point), (Method: option.Name, option.Point) })
            .GroupBy(pair => ChosenPickup.Key(pair.Method), pair => pair.Point!, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(
                group.Key, group.DistinctBy(point => point.Id).Count() > 1 ? new PickupPoint(null, null, null, null) : group.First()))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return named.IsEmpty ? null : named;
    }
}
