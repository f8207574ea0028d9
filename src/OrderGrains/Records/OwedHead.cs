using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>What a record's head shows of a call that its order owes, or that stopped. Nothing personal.</summary>
/// <param name="Request">Id of the request.</param>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>.</param>
/// <param name="Operation">What it does there.</param>
/// <param name="State">Where it stands: <see cref="States"/>.</param>
/// <param name="Since">Since when it is owed, over all its attempts.</param>
/// <param name="Code">Code of its last failure, such as EOI002 or HTTP 503; null where it has not failed.</param>
/// <param name="Shape">What that failure said, without what differs from order to order; null where there is nothing to say.</param>
public sealed record OwedHead(
    string Request, string Target, Operation Operation, RequestState State, DateTimeOffset Since, string? Code = null, string? Shape = null)
{
    /// <summary>Where requests stand that are shown.</summary>
    public static readonly ImmutableArray<RequestState> States = [RequestState.Waiting, RequestState.Held, RequestState.AwaitingResult, RequestState.Parked];

    private const int MaxCode = 40;
    private const string Fine = "SOI"; // VTEX's codes of what goes well.

    /// <summary>All of a record, in the order in which they came to be owed, then of their ids; null for none.</summary>
    public static ImmutableArray<OwedHead>? Of(OrderRecord record)
    {
        var heads = ImmutableArray.CreateBuilder<OwedHead>();
        KnownPersons? persons = null;
        foreach (var request in record.State.Requests)
        {
            if (States.Contains(request.State))
            {
                var head = new OwedHead(request.Id, request.Target, request.Operation, request.State, request.QueuedAt);
                if (CodeOf(request) is { } code)
                {
                    persons ??= KnownPersons.Of(record.State.Content, record.State.Vtex.Earlier);
                    head = head with { Code = persons.Mask(code), Shape = MessageShape.Of(request.LastError, persons) };
                }

                heads.Add(head);
            }
        }

        heads.Sort(static (one, other) => one.Since != other.Since ? one.Since.CompareTo(other.Since) : string.CompareOrdinal(one.Request, other.Request));
        return heads.Count == 0 ? null : heads.ToImmutable();
    }

    private static string? CodeOf(OwedRequest request) => request.LastCode is { } code && !code.StartsWith(Fine, StringComparison.Ordinal)
        ? code[..Math.Min(code.Length, MaxCode)]
        : request.State == RequestState.Parked ? PersonalData.NoCode : null;
}
