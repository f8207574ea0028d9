namespace OrderGrains;

/// <summary>The retry schedule: 0 &lt; FirstDelay &lt;= MaxDelay &lt;= Horizon, and a result is awaited some time.</summary>
internal static class RetryCheck
{
    public static void Check(RetrySettings retry, ProblemList problems)
    {
        const string key = $"{SettingsCheck.Section}:Retry";
        problems.When(retry.FirstDelay <= TimeSpan.Zero, $"{key}:FirstDelay", "The first delay is longer than zero.");
        problems.When(retry.MaxDelay < retry.FirstDelay, $"{key}:MaxDelay", "The longest delay is at least the first one.");
        problems.When(retry.Horizon < retry.MaxDelay, $"{key}:Horizon", "The horizon is at least the longest delay.");
        problems.When(retry.ResultTimeout <= TimeSpan.Zero, $"{key}:ResultTimeout", "A result is awaited longer than zero.");
    }
}
