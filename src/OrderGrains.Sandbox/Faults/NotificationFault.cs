using System.Text.Json.Serialization;

namespace OrderGrains.Sandbox.Faults;

/// <summary>What goes wrong with the notifications of one operation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationFault>))]
public enum NotificationFault
{
    /// <summary>None of them is ever sent.</summary>
    [JsonStringEnumMemberName("lose")]
    Lose,

    /// <summary>Each is sent twice.</summary>
    [JsonStringEnumMemberName("repeat")]
    Repeat,

    /// <summary>Each is sent later, by <see cref="Fault.NotificationDelay"/>.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>They change places, the last first; a lone one is delayed instead, so that a later operation's can pass it.</summary>
    [JsonStringEnumMemberName("reorder")]
    Reorder,
}
