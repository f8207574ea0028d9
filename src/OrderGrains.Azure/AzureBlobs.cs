using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace OrderGrains.Azure;

/// <summary>Blobs of one container.</summary>
internal sealed class AzureBlobs(BlobContainerClient container) : IBlobs
{
    /// <inheritdoc/>
    public async Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var read = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            return new(read.Value.Content.ToArray(), read.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException exception) when (IsNoBlob(exception))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken)
    {
        var conditions = etag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(etag) };
        try
        {
            var written = await container.GetBlobClient(name)
                .UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
            return written.Value.ETag.ToString();
        }
        catch (RequestFailedException exception) when (exception.Status == 412 || exception.ErrorCode == "BlobAlreadyExists")
        {
            // Also where the first try was done and only its answer lost: whoever reads again finds it.
            return null;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> NamesAsync(string start, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, start, cancellationToken).ConfigureAwait(false))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <inheritdoc/>
    public async Task<bool> HoldAsync(string name, Guid holder)
    {
        try
        {
            await container.GetBlobClient(name).GetBlobLeaseClient($"{holder}").AcquireAsync(CopyLease.Lasts).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string name, Guid holder) => container.GetBlobClient(name).GetBlobLeaseClient($"{holder}").ReleaseAsync();

    /// <inheritdoc/>
    public async Task<bool> IsHeldAsync(string name, CancellationToken cancellationToken)
    {
        var properties = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return properties.Value.LeaseState == LeaseState.Leased;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken)
    {
        var answer = await container.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.GetRawResponse().Headers.Date ?? throw new InvalidOperationException("The storage does not tell its time.");
    }

    /// <summary>Not where the container is missing: that is a storage that nobody made.</summary>
    private static bool IsNoBlob(RequestFailedException exception) => exception is { Status: 404, ErrorCode: "BlobNotFound" };
}
