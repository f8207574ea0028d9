using System.Net;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Silo;

/// <summary>A connection that has not shown a good key yet.</summary>
/// <param name="all">Where it is counted.</param>
/// <param name="address">Whom it is counted for; null for a proxy.</param>
/// <param name="since">When it came, of the clock's timestamps.</param>
/// <param name="close">Ends it after the request under way.</param>
/// <param name="abort">Ends it at once.</param>
internal sealed class Stranger(Strangers all, IPAddress? address, long since, Action close, Action abort) : ISenderConnection
{
    private bool _closing;

    /// <summary>Whom it is counted for; null for a proxy.</summary>
    public IPAddress? Address => address;

    /// <summary>How long it has been here.</summary>
    public TimeSpan Age => all.Time.GetElapsedTime(since);

    /// <inheritdoc/>
    public void Recognise() => all.Forget(this);

    /// <summary>Looks at its age, about once a second: it is asked to end after its life, and ended after twice that, or where there are too many.</summary>
    public void Beat()
    {
        var age = Age;
        if (age >= all.Limits.Life * 2 || all.AreTooMany(this))
        {
            End();
        }
        else if (age >= all.Limits.Life && !_closing && all.Counts(this))
        {
            _closing = true;
            close();
        }
    }

    /// <summary>Ends it at once, unless it has shown a good key.</summary>
    public void End()
    {
        if (all.Forget(this))
        {
            abort();
        }
    }
}
