using System.Net;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Silo;

/// <summary>
/// The connections that have not shown a good key, bounded for all and for each address. Beyond a bound the oldest end, not the new ones: a known sender shows its
/// key with its first request, and one that only waits never does. None ends in its first second, so that many that come at once have time to show theirs.
/// </summary>
/// <param name="limits">The bounds.</param>
/// <param name="isProxy">Whether an address is a proxy's: the bound of one address does not hold for what comes through it.</param>
/// <param name="time">For their age.</param>
internal sealed class Strangers(StrangerLimits limits, Func<IPAddress, bool> isProxy, TimeProvider time)
{
    /// <summary>What each may take to show its key, however many there are.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<Stranger> _all = [];
    private readonly Dictionary<IPAddress, LinkedList<Stranger>> _ofAddress = [];
    private readonly Dictionary<Stranger, (LinkedListNode<Stranger> InAll, LinkedListNode<Stranger>? InAddress)> _places = [];

    /// <summary>The bounds.</summary>
    public StrangerLimits Limits => limits;

    /// <summary>For their age.</summary>
    public TimeProvider Time => time;

    /// <summary>How many there are.</summary>
    public int Count => Locked(() => _all.Count);

    /// <summary>One came.</summary>
    /// <param name="from">Its address.</param>
    /// <param name="close">Ends it after the request under way.</param>
    /// <param name="abort">Ends it at once.</param>
    public Stranger Enter(IPAddress? from, Action close, Action abort)
    {
        var stranger = new Stranger(
            this, from is not null && isProxy(from) ? null : SenderAddress.Of(from), time.GetTimestamp(), close, abort);
        var oldest = Locked(() =>
        {
            var ofAddress = stranger.Address is null ? null : OfAddress(stranger.Address);
            _places[stranger] = (_all.AddLast(stranger), ofAddress?.AddLast(stranger));
            return (OfAll: _all.First!.Value, OfAddress: ofAddress?.First!.Value);
        });
        if (oldest.OfAddress is { } its && AreTooMany(its))
        {
            its.End();
        }
        else if (AreTooMany(oldest.OfAll))
        {
            oldest.OfAll.End();
        }

        return stranger;
    }

    /// <summary>Whether one has to go, since there are more than the bounds allow and it had its time.</summary>
    public bool AreTooMany(Stranger one) => one.Age >= Grace && Locked(() =>
        _places.ContainsKey(one)
        && (_all.Count > limits.Most || (one.Address is not null && _ofAddress[one.Address].Count > limits.MostOfOne)));

    /// <summary>Whether one is a stranger still.</summary>
    public bool Counts(Stranger one) => Locked(() => _places.ContainsKey(one));

    /// <summary>One is none any more: it has shown a good key, or has ended. False where it was none.</summary>
    public bool Forget(Stranger one) => Locked(() =>
    {
        if (!_places.Remove(one, out var places))
        {
            return false;
        }

        _all.Remove(places.InAll);
        if (places.InAddress is { List: { } ofAddress } node)
        {
            ofAddress.Remove(node);
            if (ofAddress.Count == 0)
            {
                _ofAddress.Remove(one.Address!);
            }
        }

        return true;
    });

    private LinkedList<Stranger> OfAddress(IPAddress address)
    {
        if (!_ofAddress.TryGetValue(address, out var ofAddress))
        {
            _ofAddress[address] = ofAddress = [];
        }

        return ofAddress;
    }

    private T Locked<T>(Func<T> look)
    {
        lock (_gate)
        {
            return look();
        }
    }
}
