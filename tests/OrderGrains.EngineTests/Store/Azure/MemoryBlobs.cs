using OrderGrains.Azure;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Blobs in memory.</summary>
internal sealed class MemoryBlobs : IBlobs
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredBlob> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _held = new(StringComparer.Ordinal);
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
            if (_blobs.GetValueOrDefault(name)?.ETag != etag)
            {
                return Task.FromResult<string?>(null);
            }

            _blobs[name] = new(bytes.ToArray(), $"\"{++_writes}\"");
            return Task.FromResult<string?>(_blobs[name].ETag);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _blobs.Remove(name);
            return Task.CompletedTask;
        }
    }

    /// <summary>Removes a name where its ETag is still the given one; whether it was.</summary>
    public bool Delete(string name, string? etag)
    {
        lock (_gate)
        {
            return _blobs.GetValueOrDefault(name)?.ETag == etag && _blobs.Remove(name);
        }
    }

    public Task<IReadOnlyList<string>> NamesAsync(string start, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _blobs.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);
        }
    }

    public Task<bool> HoldAsync(string name, Guid holder)
    {
        lock (_gate)
        {
            Assert.Contains(name, _blobs);
            return Task.FromResult(_held.TryAdd(name, holder) || _held[name] == holder);
        }
    }

    public Task ReleaseAsync(string name, Guid holder)
    {
        lock (_gate)
        {
            Assert.True(_held.Remove(name, out var held) && held == holder);
            return Task.CompletedTask;
        }
    }

    public Task<bool> IsHeldAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_held.ContainsKey(name));
        }
    }

    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken) => Task.FromResult(TimeProvider.System.GetUtcNow());

    private static void Demand(string name) => Assert.All(name.Split('/'), segment =>
    {
        Assert.NotEqual("", segment);
        Assert.False(segment.EndsWith('.'));
        Assert.All(segment, sign => Assert.True(char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' or '-'));
    });
}
