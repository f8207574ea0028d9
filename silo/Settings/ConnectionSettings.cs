namespace OrderGrains.Silo;

/// <summary>What the web server bears.</summary>
internal sealed class ConnectionSettings
{
    /// <summary>Connections at once.</summary>
    public int Most { get; set; } = 10_000;

    /// <summary>Of them, those that have not shown a good key.</summary>
    public int Strangers { get; set; } = 1_000;

    /// <summary>Of these, those of one address; proxies are not counted.</summary>
    public int StrangersOfOneAddress { get; set; } = 100;

    /// <summary>How long one may go on without a good key.</summary>
    public TimeSpan StrangersLife { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a request's headers, all of them together.</summary>
    public int MaxHeaderBytes { get; set; } = 16 * 1024;

    /// <summary>Bytes a second that a body comes with at the least, once <see cref="SlowBodyGrace"/> is over.</summary>
    public int SlowestBody { get; set; } = 240;

    /// <summary>How long a body may come more slowly.</summary>
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Addresses, or networks such as <c>10.0.0.0/8</c>, of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public List<string> Proxies { get; set; } = [];
}
