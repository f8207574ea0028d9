using Azure;
using Azure.Identity;

namespace OrderGrains.Azure;

/// <summary>What an account's failures mean to an operator, in a sentence instead of the client's own pages.</summary>
internal static class AzureFailures
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Does something, and tells its failure in a sentence.</summary>
    /// <exception cref="EngineUnavailableException">The account failed.</exception>
    public static async Task<T> ToldAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (Sentence(exception) is { } why && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException(why, RetryAfter, exception);
        }
    }

    private static string? Sentence(Exception exception) => exception switch
    {
        RequestFailedException { Status: 401 or 403 } => "The storage refuses the account's key or this machine's identity.",
        RequestFailedException { Status: > 0 } answered => $"The storage answered {answered.Status} {answered.ErrorCode}.",
        AuthenticationFailedException => "This machine has no identity that the storage could know. Give it one, or name the account by a connection string.",
        RequestFailedException or AggregateException or OperationCanceledException => "The storage cannot be reached.",
        _ => null,
    };
}
