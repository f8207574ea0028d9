using System.Buffers.Binary;

namespace OrderGrains.Sqlite;

/// <summary>
/// How far the log of a data directory's database goes, kept outside the database: a write-ahead log that is gone, cut or damaged leaves a sound database that is older. It
/// is written after each commit and synced with none, so that it may be behind, and never ahead.
/// </summary>
/// <param name="file">The directory's lock, which is open for as long as anybody writes there.</param>
internal sealed class LogMark(FileStream file)
{
    private const int At = 16; // Behind what says that there was a database.

    private readonly byte[] _bytes = new byte[2 * sizeof(long)];

    /// <summary>The newest row that was committed; null where that was never noted, or the note was torn.</summary>
    public long? Read()
    {
        var bytes = new byte[2 * sizeof(long)];
        if (RandomAccess.Read(file.SafeFileHandle, bytes, At) < bytes.Length)
        {
            return null;
        }

        var (noted, again) = (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(sizeof(long))));
        return noted == ~again ? noted : null;
    }

    /// <summary>Notes it. For one thread.</summary>
    /// <param name="newest">The newest row.</param>
    /// <param name="sync">Whether it has to be on the disk before anything else is.</param>
    public void Write(long newest, bool sync)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes, newest);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(sizeof(long)), ~newest);
        RandomAccess.Write(file.SafeFileHandle, _bytes, At);
        if (sync)
        {
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
    }
}
