using OrderGrains.Cluster;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>Blobs in memory.</summary>
internal sealed class MemoryBlobs : IRecordBlobs
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredBlob> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<byte[]>> _logs = new(StringComparer.Ordinal);
    private int _writes;

    public Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_blobs.GetValueOrDefault(name));
        }
    }

    public Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken)
    {
        Demand(name);
        lock (_gate)
        {
            return Task.FromResult(_blobs.GetValueOrDefault(name)?.ETag == etag ? Put(name, bytes) : null);
        }
    }

    public Task AppendAsync(string name, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        Demand(name);
        Assert.InRange(block.Length, 1, 4 * 1024 * 1024);
        lock (_gate)
        {
            if (!_logs.TryGetValue(name, out var blocks))
            {
                _logs[name] = blocks = [];
            }

            blocks.Add(block.ToArray());
            return Task.CompletedTask;
        }
    }

    /// <summary>Replaces the bytes under a name, whatever stood there.</summary>
    public void Plant(string name, byte[] bytes)
    {
        lock (_gate)
        {
            Put(name, bytes);
        }
    }

    /// <summary>The blocks of a log.</summary>
    public IReadOnlyList<byte[]> BlocksOf(string name)
    {
        lock (_gate)
        {
            return _logs.TryGetValue(name, out var blocks) ? [.. blocks] : [];
        }
    }

    private string Put(string name, ReadOnlyMemory<byte> bytes)
    {
        var etag = $"\"{++_writes}\"";
        _blobs[name] = new(bytes.ToArray(), etag);
        return etag;
    }

    private static void Demand(string name) => Assert.All(name.Split('/'), segment =>
    {
        Assert.NotEqual("", segment);
        Assert.False(segment.EndsWith('.'));
        Assert.All(segment, sign => Assert.True(char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' or '-'));
    });
}
