namespace OrderGrains.Sandbox.Chat;

/// <summary>What the chat page needs to call the hub as OmniChat and as an operator would. Both keys are public: a sandbox's.</summary>
/// <param name="Tenant">The tenant whose hooks it drives.</param>
/// <param name="HeaderName">The header that its OmniChat hooks expect.</param>
/// <param name="HeaderValue">Its value.</param>
/// <param name="OperatorKey">The key with which the page reads the order.</param>
/// <param name="Hints">What there is to try, such as a coupon; shown as they are.</param>
public sealed record ChatPageSettings(
    string Tenant, string HeaderName, string HeaderValue, string OperatorKey, IReadOnlyList<string> Hints);
