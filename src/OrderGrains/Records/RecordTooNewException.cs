namespace OrderGrains;

/// <summary>A record was written by a newer version of the hub, for programs that this one is not: whoever met it leaves the order alone.</summary>
/// <param name="reader">The least reader that the record wants.</param>
public sealed class RecordTooNewException(int reader)
    : Exception($"A newer version of the hub wrote the record: it wants reader {reader}, and this program is reader {RecordCodec.Reader}.")
{
    /// <summary>The least reader that the record wants; above <see cref="RecordCodec.Reader"/>.</summary>
    public int Reader => reader;
}
