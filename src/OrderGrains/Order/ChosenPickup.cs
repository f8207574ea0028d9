using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// What the checker's answers taught of delivery methods: OmniChat names the chosen one by its id or name and never says whether it
/// is a pickup, so the order remembers which of those that it was offered are.
/// </summary>
public static class ChosenPickup
{
    /// <summary>Most methods remembered of an order; beyond it the oldest is forgotten.</summary>
    public const int MaxMethods = 16;

    /// <summary>Longest method remembered, in characters.</summary>
    public const int MaxMethodLength = 100;

    /// <summary>The pickup methods known after an answer: what it offers as a delivery is none, what it does not name stays.</summary>
    internal static ImmutableArray<string>? Learn(ImmutableArray<string>? known, OfferedMethods offered)
    {
        var pickups = offered.Pickup.Where(method => method.Length <= MaxMethodLength && !Names(offered.Delivery, method));
        ImmutableArray<string> learned =
        [
            .. (known ?? []).Where(method => !Names(offered.Delivery, method) && !Names(offered.Pickup, method)),
            .. pickups.Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return learned.IsEmpty ? null : [.. learned.TakeLast(MaxMethods)];
    }

    /// <summary>
    /// The cart with its pickups marked: a line whose own method, else the order's, is one; and the order, where all its lines are.
    /// A line without any method goes with the others.
    /// </summary>
    internal static OrderContent Mark(OrderContent cart, ImmutableArray<string>? pickups)
    {
        var methods = pickups ?? [];
        if (methods.IsEmpty && !cart.Delivery.Pickup)
        {
            return cart; // A mark of before is taken back below.
        }

        var chosen = cart.Lines.Select(line => line.ShippingMethod ?? cart.Delivery.Method).OfType<string>().ToArray();
        var all = chosen.Length > 0 && chosen.All(method => Names(methods, method));
        return cart with
        {
            Lines = [.. cart.Lines.Select(line => line with
            {
                Pickup = all || ((line.ShippingMethod ?? cart.Delivery.Method) is { } method && Names(methods, method)),
            })],
            Delivery = cart.Delivery with { Pickup = all },
        };
    }

    private static bool Names(ImmutableArray<string> methods, string method) =>
        methods.Contains(method.Trim(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>The delivery methods that a checker's answer offered, by id and by name; a pickup is one whose channel is.</summary>
public sealed record OfferedMethods(ImmutableArray<string> Pickup, ImmutableArray<string> Delivery);
