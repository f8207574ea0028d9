namespace OrderGrains.Silo;

/// <summary>Where orders are kept.</summary>
internal sealed class StorageSettings
{
    /// <summary>
    /// <c>Sqlite</c>: a file of this machine, for one process. <c>Postgres</c> or <c>Azure</c>: what several silos share. <c>Memory</c>: nothing is kept,
    /// in Development only.
    /// </summary>
    public string Kind { get; set; } = "Sqlite";

    /// <summary>
    /// Folder of the SQLite file. A relative one is under the platform's place for data, <c>/var/lib/ordergrains</c> on Linux; in Development, under the
    /// current directory. Neither an upgrade nor a build touches it.
    /// </summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Connection string of PostgreSQL or of Azure Storage; a secret.</summary>
    [Secret]
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Address of the blobs of an Azure Storage account, which is then entered with the machine's identity; instead of a connection string. The tables are at the
    /// same address with <c>table</c> for <c>blob</c>.
    /// </summary>
    public string? ServiceUri { get; set; }

    /// <summary>
    /// Keys of the orders' data, each <c>id:key</c> with 32 bytes in base64; secret. The first is that of new writes, the others open what was written under them.
    /// None: what is written is clear.
    /// </summary>
    [Secret]
    public List<string> Keys { get; set; } = [];

    /// <summary>
    /// Records of resident orders that a silo keeps in memory, in megabytes of 1,048,576 bytes, and at most 400 orders for each of them. The orders idle
    /// longest leave first.
    /// </summary>
    public int CacheMegabytes { get; set; } = 256;
}
