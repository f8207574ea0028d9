namespace OrderGrains.Gateway.Http;

/// <summary>The connection that a request came by, as the web server keeps it: a feature of the request where the server has bounds for strangers.</summary>
public interface ISenderConnection
{
    /// <summary>It has shown a good key: no bound for strangers holds for it any more.</summary>
    void Recognise();
}
