namespace OrderGrains.Sqlite;

/// <summary>The database, or what belongs to it, is not what was written; the message is for whoever runs the hub.</summary>
public sealed class DamagedException(string message, Exception? innerException = null) : Exception(message, innerException);
