using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// Which delivery methods are pickups, and where. OmniChat names the chosen method by its id or name and says neither. So the order remembers, of the methods that
/// the checker offered, which are pickups and which points they name.
/// </summary>
public static class ChosenPickup
{
    /// <summary>Most methods of a kind remembered of an order; beyond it the oldest is forgotten.</summary>
    public const int MaxMethods = 16;

    /// <summary>Longest method remembered, in characters.</summary>
    public const int MaxMethodLength = 100;

    /// <summary>A method as points are kept by it.</summary>
    public static string Key(string method) => method.Trim().ToLowerInvariant();

    private static readonly ImmutableSortedDictionary<string, PickupPoint> NoPoints =
        ImmutableSortedDictionary<string, PickupPoint>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>
    /// Why an order cannot be placed with its delivery methods, in a sentence without personal data; null where it can. Nothing is known against a
    /// method where nothing was ever offered.
    /// </summary>
    /// <param name="state">A chat order.</param>
    /// <param name="always">Whether every order is fetched, so that no method counts.</param>
    public static string? Broken(OrderState state, bool always)
    {
        var (chat, cart) = (state.OmniChat, state.Content ?? new());
        var methods = Methods(cart).ToArray();
        var (pickups, deliveries) = (Of(chat.PickupMethods), Of(chat.DeliveryMethods));
        var offered = pickups.Length + deliveries.Length;
        if (!always && offered > 0 && deliveries.Length < MaxMethods && pickups.Length < MaxMethods
            && !methods.All(method => Names(pickups, method) || Names(deliveries, method)))
        {
            return "A delivery method is chosen that was not offered for this order.";
        }

        var points = methods.Where(method => Names(pickups, method)).Select(method => PointOf(chat, method)).Distinct().ToArray();
        return points.Length > 1 || points is [{ Id: null }]
            ? "The chosen delivery methods name several pickup points, and VTEX takes one."
            : null;
    }

    /// <summary>The methods known after an answer: what it offers as a delivery is no pickup, what it does not name stays.</summary>
    internal static ChatState Learn(ChatState chat, OfferedMethods offered)
    {
        var pickups = Learn(chat.PickupMethods, offered.Pickup, offered.Delivery);
        var points = (chat.PickupPoints ?? NoPoints).SetItems(offered.Points ?? NoPoints);
        points = points.RemoveRange(points.Keys.Where(method => !Names(Of(pickups), method)
            || (Names(offered.Pickup, method) && offered.Points?.ContainsKey(method) != true)));
        return chat with
        {
            PickupMethods = pickups,
            PickupPoints = points.IsEmpty ? null : points,
            DeliveryMethods = Learn(chat.DeliveryMethods, offered.Delivery, []),
        };
    }

    /// <summary>
    /// The cart with its pickups marked: a line whose own method, else the order's, is one; and the order, where all its lines are, with the point
    /// that they name. A line without any method goes with the others.
    /// </summary>
    internal static OrderContent Mark(OrderContent cart, ChatState chat)
    {
        var methods = Of(chat.PickupMethods);
        if (methods.IsEmpty && !cart.Delivery.Pickup)
        {
            return cart; // A mark of before is taken back below.
        }

        var chosen = Methods(cart).ToArray();
        var all = chosen.Length > 0 && chosen.All(method => Names(methods, method));
        var points = all ? chosen.Select(method => PointOf(chat, method)).Distinct().ToArray() : [];
        return cart with
        {
            Lines = [.. cart.Lines.Select(line => line with
            {
                Pickup = all || ((line.ShippingMethod ?? cart.Delivery.Method) is { } method && Names(methods, method)),
            })],
            Delivery = cart.Delivery with { Pickup = all, Point = points is [{ Id: not null } point] ? point : null },
        };
    }

    private static ImmutableArray<string>? Learn(ImmutableArray<string>? known, ImmutableArray<string> offered, ImmutableArray<string> others)
    {
        var news = offered.Where(method => method.Length <= MaxMethodLength && !Names(others, method));
        ImmutableArray<string> learned =
        [
            .. Of(known).Where(method => !Names(others, method) && !Names(offered, method)),
            .. news.Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        return learned.IsEmpty ? null : [.. learned.TakeLast(MaxMethods)];
    }

    private static IEnumerable<string> Methods(OrderContent cart) => cart.Lines.Select(line => line.ShippingMethod ?? cart.Delivery.Method).OfType<string>();

    private static PickupPoint? PointOf(ChatState chat, string method) => (chat.PickupPoints ?? NoPoints).GetValueOrDefault(Key(method));

    private static ImmutableArray<string> Of(ImmutableArray<string>? methods) => methods ?? [];

    private static bool Names(ImmutableArray<string> methods, string method) =>
        methods.Contains(method.Trim(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>The delivery methods that a checker's answer offered, by id and by name; a pickup is one whose channel is.</summary>
public sealed record OfferedMethods(ImmutableArray<string> Pickup, ImmutableArray<string> Delivery)
{
    /// <summary>The points of the pickups, each by <see cref="ChosenPickup.Key"/> of its method's id and name; a name of several has a point without an id.</summary>
    public ImmutableSortedDictionary<string, PickupPoint>? Points { get; init; }
}
