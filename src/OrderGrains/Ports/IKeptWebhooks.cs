using System.Buffers;

namespace OrderGrains;

/// <summary>Webhooks that became no fact of an order, kept in the store for the whole cluster until an operator has settled them, or they are old (docs/operations.md).</summary>
public interface IKeptWebhooks
{
    /// <summary>Most that are kept of one tenant in one list; the oldest go.</summary>
    const int Most = 200;

    /// <summary>Whether a text can be an id, or a cursor: what its caller made up is refused before the store is asked.</summary>
    static bool IsId(string text) => text.Length is > IdHead and <= IdHead + 32 && text.AsSpan(0, 19).IndexOfAnyExceptInRange('0', '9') < 0 && text[19] == '-'
        && text[26] == '-' && text.AsSpan(20).IndexOfAnyExcept(s_signs) < 0;

    private static readonly SearchValues<char> s_signs = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    private const int IdHead = 27; // 19 digits of time, 6 that tell those of one moment apart.

    /// <summary>Hands one to be kept, and never waits for the store.</summary>
    /// <param name="webhook">What lists show of it.</param>
    /// <param name="body">The body as received.</param>
    /// <returns>False where too many wait to be written: it is not kept.</returns>
    bool Keep(KeptWebhook webhook, ReadOnlyMemory<byte> body);

    /// <summary>A page of a list, the newest first; what this process was handed before stands in it.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<KeptWebhookPage> ListAsync(KeptWebhookQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many a list has, up to <see cref="Most"/> of each tenant.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<int> CountAsync(KeptList list, CancellationToken cancellationToken = default);

    /// <summary>One with its body; null for none. The body is null where it was too long, or is gone.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read, or the key of the body is missing.</exception>
    Task<(KeptWebhook Webhook, ReadOnlyMemory<byte>? Body)?> FindAsync(KeptList list, string id, CancellationToken cancellationToken = default);

    /// <summary>Removes one: it was settled.</summary>
    /// <exception cref="EngineUnavailableException">It is not known to be removed.</exception>
    Task RemoveAsync(KeptWebhook webhook, CancellationToken cancellationToken = default);

    /// <summary>Removes all whose bodies name a document; how many.</summary>
    /// <param name="document">CPF or CNPJ, as <see cref="Documents.Plain"/> spells it.</param>
    /// <param name="cancellationToken">Ends it between two.</param>
    /// <exception cref="EngineUnavailableException">The store, or a key, is missing: some may be removed.</exception>
    Task<int> EraseAsync(string document, CancellationToken cancellationToken = default);
}

/// <summary>Why a webhook is kept.</summary>
public enum KeptList
{
    /// <summary>Its body was refused with 400.</summary>
    Refused,

    /// <summary>A notification of VTEX's that is a fact of no order.</summary>
    Unmatched,
}

/// <summary>What lists show of a webhook that was kept. It holds no personal data in the clear.</summary>
/// <param name="List">Where it is kept.</param>
/// <param name="Id">Its id; empty until it is kept. Later ones are higher.</param>
/// <param name="At">When it came.</param>
/// <param name="Tenant">The retailer.</param>
/// <param name="Hook">Which hook, such as <c>opabox/orders</c>.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record KeptWebhook(KeptList List, string Id, DateTimeOffset At, string Tenant, string Hook, string Why)
{
    /// <summary>Path of the field that is wrong, of a refused body.</summary>
    public string? Field { get; init; }

    /// <summary>Size of the body.</summary>
    public int Bytes { get; init; }

    /// <summary>The body as JSON text with personal data masked, cut to 8,192 characters; null where it is no JSON, and of a notification.</summary>
    public string? Masked { get; init; }

    /// <summary>The account that a notification names; <c>?</c> where it is no name of one.</summary>
    public string? Account { get; init; }

    /// <summary>VTEX's code or state; <c>?</c> for one that is not known.</summary>
    public string? Code { get; init; }

    /// <summary>PlaceOrder or ApproveOrder, where it is a result.</summary>
    public string? Flow { get; init; }

    /// <summary>VTEX's operation.</summary>
    public string? OperationId { get; init; }

    /// <summary>What the hook's address said besides the body, kept with the body and as private as that; lists leave it out.</summary>
    public KeptPath? Path { get; init; }
}

/// <summary>What a hook's address says besides tenant and secret.</summary>
/// <param name="Id">VTEX's id of the order.</param>
/// <param name="Number">Number of the invoice.</param>
/// <param name="Account">The account, of <c>?an=</c>.</param>
public sealed record KeptPath(string? Id, string? Number, string? Account);

/// <summary>What to look for; null matches all.</summary>
/// <param name="List">In which list.</param>
/// <param name="Tenant">The retailer.</param>
/// <param name="Hook">The hook.</param>
/// <param name="Since">Earlier ones are left out.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the last page ended.</param>
public sealed record KeptWebhookQuery(
    KeptList List, string? Tenant = null, string? Hook = null, DateTimeOffset? Since = null, int Limit = 50, string? Cursor = null);

/// <summary>A page, and where the next one starts; null at the end.</summary>
/// <param name="Webhooks">The newest first.</param>
/// <param name="Next">The cursor.</param>
/// <param name="Lost">How many this process has not kept since it started: too many came at once, or the store could not be written.</param>
public sealed record KeptWebhookPage(IReadOnlyList<KeptWebhook> Webhooks, string? Next, long Lost);
