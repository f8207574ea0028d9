using Orleans.Runtime.Messaging;

namespace OrderGrains.Grains;

/// <summary>What a failed call to an order means.</summary>
internal static class Failures
{
    /// <summary>Whether the call's silo went away, or the way to it: it may or may not have taken the call.</summary>
    public static bool IsLostSilo(Exception exception) =>
        exception is OrleansMessageRejectionException or ConnectionFailedException or ClientNotAvailableException;

    /// <summary>For the sender, who can only try again.</summary>
    public static string Sentence(Exception exception) => exception switch
    {
        LimitExceededException => "Too many commands wait for this order.",
        GatewayTooBusyException => "The silos are too busy.",
        TimeoutException => "The order did not answer in time.",
        _ when IsLostSilo(exception) => "The order's silo was lost.",
        _ => "The order could not be read or written.",
    };
}
