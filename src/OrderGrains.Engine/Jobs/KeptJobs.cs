using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Engine;

/// <summary>Acts on many orders as a store keeps them: the last <see cref="Most"/>, for up to <see cref="Kept"/>.</summary>
/// <param name="store">Where.</param>
public sealed class KeptJobs(IOrderStore store)
{
    /// <summary>Most that are kept.</summary>
    public const int Most = 200;

    /// <summary>How long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string List = "jobs";

    /// <summary>Keeps one as it stands.</summary>
    public Task SaveAsync(BulkJob job, CancellationToken cancellationToken) =>
        store.KeepAsync(new(List, job.Id, JsonSerializer.Serialize(job, JobJson.Default.BulkJob)), cancellationToken);

    /// <summary>One by its id; null for none.</summary>
    public async Task<BulkJob?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.KeptAsync(List, id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>All, the newest first.</summary>
    public async Task<IReadOnlyList<BulkJob>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.KeptAsync(List, Most, null, cancellationToken)).Select(Read)];

    /// <summary>Removes what is too old or too many.</summary>
    public Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.TrimKeptAsync(List, Most, now - Kept, cancellationToken);

    private static BulkJob Read(KeptRow row) =>
        JsonSerializer.Deserialize(row.Value, JobJson.Default.BulkJob) ?? throw new JsonException("An act on many orders is a JSON object.");
}

/// <summary>JSON of <see cref="BulkJob"/> as it is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(BulkJob))]
internal sealed partial class JobJson : JsonSerializerContext;
