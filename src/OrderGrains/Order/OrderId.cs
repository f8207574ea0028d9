using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>Where an order was born.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    /// <summary>Sales by chat.</summary>
    OmniChat,

    /// <summary>The shopping app.</summary>
    Opabox,
}

/// <summary>
/// The key of an order: <c>{tenant}/{channel}/{externalId}</c>. Tenant <c>[a-z0-9-]{1,32}</c>, exact case; channel
/// <c>omnichat</c> or <c>opabox</c>; external id <c>[A-Za-z0-9._-]{1,64}</c>, neither <c>.</c> nor <c>..</c>.
/// </summary>
public sealed record OrderId
{
    /// <summary>Longest external id, in characters.</summary>
    public const int MaxExternalIdLength = 64;

    private static readonly SearchValues<char> OfTenants = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> OfExternalIds =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private string? _text;

    private OrderId(string tenant, Channel channel, string externalId)
    {
        Tenant = tenant;
        Channel = channel;
        ExternalId = externalId;
    }

    /// <summary>The retailer.</summary>
    public string Tenant { get; }

    /// <summary>The system whose id <see cref="ExternalId"/> is.</summary>
    public Channel Channel { get; }

    /// <summary>The id that the channel gave the order.</summary>
    public string ExternalId { get; }

    /// <summary>Makes an id of its parts; false where one of them breaks the rules above.</summary>
    public static bool TryCreate(string? tenant, Channel channel, string? externalId, [NotNullWhen(true)] out OrderId? id)
    {
        id = IsTenant(tenant) && IsExternalId(externalId) ? new OrderId(tenant!, channel, externalId!) : null;
        return id is not null;
    }

    /// <summary>Makes an id of parts known to be right.</summary>
    /// <exception cref="FormatException">A part breaks the rules above.</exception>
    public static OrderId Create(string tenant, Channel channel, string externalId) =>
        TryCreate(tenant, channel, externalId, out var id)
            ? id
            : throw new FormatException("An order id is {tenant}/{channel}/{externalId}.");

    /// <summary>Reads the text form; false where it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OrderId? id)
    {
        id = null;
        if (text?.Split('/') is not [var tenant, var channel, var externalId]
            || !TryParseChannel(channel, out var known)
            || !TryCreate(tenant, known, externalId, out id))
        {
            return false;
        }

        id._text = text;
        return true;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no order id.</exception>
    public static OrderId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An order id is {tenant}/{channel}/{externalId}.");

    /// <summary>A channel's name in ids, lower case.</summary>
    public static string NameOf(Channel channel) => channel == Channel.Opabox ? "opabox" : "omnichat";

    /// <summary>Reads a channel's name, lower case.</summary>
    public static bool TryParseChannel(string? text, out Channel channel)
    {
        channel = text == "opabox" ? Channel.Opabox : Channel.OmniChat;
        return text is "opabox" or "omnichat";
    }

    /// <summary>Whether a text can name a tenant.</summary>
    public static bool IsTenant(string? text) =>
        text is { Length: >= 1 and <= 32 } && !text.AsSpan().ContainsAnyExcept(OfTenants);

    /// <summary>Whether a text can be a channel's id of an order.</summary>
    public static bool IsExternalId(string? text) =>
        text is { Length: >= 1 and <= MaxExternalIdLength } and not "." and not ".."
        && !text.AsSpan().ContainsAnyExcept(OfExternalIds);

    /// <summary>Whether both name the same order.</summary>
    public bool Equals(OrderId? other) => other is not null && ExternalId == other.ExternalId && Channel == other.Channel && Tenant == other.Tenant;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ExternalId, Channel);

    /// <summary>The text form, which is also the engines' key.</summary>
    public override string ToString() => _text ??= $"{Tenant}/{NameOf(Channel)}/{ExternalId}";
}
