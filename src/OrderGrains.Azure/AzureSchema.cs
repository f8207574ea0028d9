using System.Security.Cryptography;
using System.Text;
using Azure;

namespace OrderGrains.Azure;

/// <summary>The form of what stands in a storage, and what stands there once: the key of customer hashes, and what a copy holds.</summary>
internal static class AzureSchema
{
    /// <summary>The form that this program knows.</summary>
    public const string Form = "2";

    /// <summary>Makes the storage one of this program's form; whether it was not yet.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote it.</exception>
    public static async Task<bool> InitAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        // Each stays as it is where it stands. The form comes last: where it stands, all does.
        await blobs.WriteAsync(BlobNames.Copy, default, null, cancellationToken).ConfigureAwait(false);
        await blobs.WriteAsync(BlobNames.CustomerHashKey, RandomNumberGenerator.GetBytes(32), null, cancellationToken).ConfigureAwait(false);
        var isNew = await blobs.WriteAsync(BlobNames.Form, Encoding.UTF8.GetBytes(Form), null, cancellationToken).ConfigureAwait(false) is not null;
        await DemandAsync(blobs, cancellationToken).ConfigureAwait(false);
        return isNew;
    }

    /// <summary>Checks that the storage is one of this program's form; the key of customer hashes.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message says what to do.</exception>
    public static async Task<StoredBlob> DemandAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        var form = await FormAsync(blobs, cancellationToken).ConfigureAwait(false);
        if (form != Form)
        {
            throw new InvalidOperationException(form is null
                ? "The storage holds nothing of this program. Run: silo init-database"
                : "The storage was written by another version of this program. Run that one.");
        }

        return (await blobs.ReadAsync(BlobNames.CustomerHashKey, cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task<string?> FormAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.ReadAsync(BlobNames.Form, cancellationToken).ConfigureAwait(false) is { } form ? Encoding.UTF8.GetString(form.Bytes) : null;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "ContainerNotFound")
        {
            return null;
        }
    }
}
