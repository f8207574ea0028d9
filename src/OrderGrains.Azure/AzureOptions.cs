namespace OrderGrains.Azure;

/// <summary>Which account of Azure Storage, and under which name the hub keeps what is its own there.</summary>
public sealed class AzureOptions
{
    /// <summary>The account's connection string; a secret. Null where <see cref="ServiceUri"/> is given.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Address of the account's blobs, such as <c>https://account.blob.core.windows.net</c>; its tables are at the same address with <c>table</c> for
    /// <c>blob</c>. The account is then entered with the machine's identity.
    /// </summary>
    public string? ServiceUri { get; init; }

    /// <summary>Names container and tables: 3 to 40 lower-case letters and digits, a letter first.</summary>
    public required string ServiceId { get; init; }

    /// <summary>The keys that records may be encrypted under, at this moment: rows are compared with what a record says.</summary>
    public Func<KeyRing> Keys { get; init; } = static () => KeyRing.None;

    /// <summary>
    /// One try; a write of a turn is three steps, and all of it stays within what a call between processes may take. Tests on a busy machine wait longer.
    /// </summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a write waits for its place: less than its deadline, so that it is refused while it is certain that nothing of it is done.</summary>
    internal TimeSpan WriteWait { get; init; } = TimeSpan.FromSeconds(1);
}
