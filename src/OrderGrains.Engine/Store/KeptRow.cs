using System.Buffers;
using System.Globalization;

namespace OrderGrains.Engine;

/// <summary>Small things that operators see and that are no orders: lists of rows, each bounded by who keeps it.</summary>
public interface IKeptRows
{
    /// <summary>Keeps a row; it takes the place of one of the same list and key.</summary>
    Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default);

    /// <summary>One row; null for none.</summary>
    Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default);

    /// <summary>Rows of a list, the highest key first, up to a number of them.</summary>
    /// <param name="list">The list.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="below">Only rows of lower keys; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a row, where there is one.</summary>
    Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default);

    /// <summary>Removes all rows of a list but the highest ones, and of these too what is older than a time.</summary>
    /// <param name="list">The list.</param>
    /// <param name="most">How many stay.</param>
    /// <param name="before">Rows whose keys are of an earlier time go (<see cref="KeptRow.KeyAt"/>).</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>A row.</summary>
/// <param name="List">The list, up to 64 of <c>a-z 0-9 - .</c>.</param>
/// <param name="Key">Its key: the time of <see cref="KeyAt"/>, then up to 40 of <c>a-z 0-9 -</c>.</param>
/// <param name="Value">
/// JSON of up to <see cref="MaxValue"/> characters, without a person's data in the clear; in a <see cref="IsPrivate">private</see> list bytes in base64, up to
/// <see cref="MaxPrivate"/> characters, which are encrypted where the store has keys.
/// </param>
public sealed record KeptRow(string List, string Key, string Value)
{
    /// <summary>Most characters of a value: what an entity of Azure's tables takes as one text.</summary>
    public const int MaxValue = 30_000;

    /// <summary>Most characters of a value of a private list: encrypted it still fits.</summary>
    public const int MaxPrivate = MaxValue - 400;

    /// <summary>How the names of private lists begin.</summary>
    public const string Private = "private.";

    /// <summary>Whether its value holds a person's data.</summary>
    public bool IsPrivate => List.StartsWith(Private, StringComparison.Ordinal);

    /// <summary>The beginning of a key of a time: later ones are higher.</summary>
    public static string KeyAt(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Whether a text can be a key: asked of what a caller made up.</summary>
    public static bool IsKey(string key) => key.Length is >= TimeDigits and <= TimeDigits + MaxMore
        && key.AsSpan(0, TimeDigits).IndexOfAnyExceptInRange('0', '9') < 0 && key.AsSpan(TimeDigits).IndexOfAnyExcept(s_signs) < 0;

    /// <summary>Signs of a key behind its time, in their order.</summary>
    public const string Signs = "-0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Digits of a key's time.</summary>
    public const int TimeDigits = 19;

    private const int MaxMore = 40;

    private static readonly SearchValues<char> s_signs = SearchValues.Create(Signs);
}
