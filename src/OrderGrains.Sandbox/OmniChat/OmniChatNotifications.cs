namespace OrderGrains.Sandbox.OmniChat;

/// <summary>The status webhook as a store sets it up in OmniChat: an address and one header that proves the sender.</summary>
/// <param name="Url">The hub's <c>/hooks/{tenant}/omnichat/status-change</c>, absolute.</param>
/// <param name="HeaderName">The header's name, as the hub expects it.</param>
/// <param name="HeaderValue">The header's value, a secret: it is sent and never logged or kept in the ledger.</param>
public sealed record OmniChatNotifications(Uri Url, string HeaderName, string HeaderValue);
