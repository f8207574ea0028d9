namespace OrderGrains.Sandbox.Notifications;

/// <summary>How the notifications to the hub fared since the last reset.</summary>
/// <param name="Waiting">Owed: not yet due, due, in flight, or between two attempts. Zero means that the vendors are quiet.</param>
/// <param name="Delivered">Answered 2xx.</param>
/// <param name="Failed">Attempts answered otherwise, or not at all.</param>
/// <param name="GivenUp">Not delivered after the last attempt.</param>
/// <param name="Lost">Never sent, by a fault.</param>
public sealed record NotificationCounts(int Waiting, long Delivered, long Failed, long GivenUp, long Lost);
