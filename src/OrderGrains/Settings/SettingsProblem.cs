namespace OrderGrains;

/// <summary>A mistake in the settings.</summary>
/// <param name="Key">The full configuration key, such as <c>OrderGrains:Tenants:acme:Vtex:AppKey</c>.</param>
/// <param name="Message">A sentence that says what is right. Never quotes the value, which may be a secret.</param>
public sealed record SettingsProblem(string Key, string Message)
{
    /// <summary>The key and the sentence, on one line.</summary>
    public override string ToString() => $"{Key}: {Message}";
}
