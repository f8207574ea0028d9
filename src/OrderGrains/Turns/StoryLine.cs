namespace OrderGrains;

/// <summary>What people read of a fact, before it has its time.</summary>
/// <param name="Operation">What it is about.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">One sentence without personal data.</param>
/// <param name="OperationId">The operation or request that it belongs to; null where it is the message that brought the fact.</param>
internal readonly record struct StoryLine(string Operation, Direction Direction, LineStatus Status, string Message, string? OperationId = null)
{
    /// <summary>The story line as the timeline keeps it.</summary>
    public TimelineLine At(DateTimeOffset now, string? messageId) =>
        new(now, OperationId is null ? messageId : PersonalData.Id(OperationId), Limits.Clip(PersonalData.OneLine(Operation)), Direction, Status,
            Limits.Clip(PersonalData.OneLine(Message)));
}
