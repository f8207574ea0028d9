using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Silo;

/// <summary>Has the web server keep to the bounds of <see cref="Strangers"/>.</summary>
internal static class StrangerConnections
{
    /// <summary>Counts each connection as a stranger until the gateway recognises its sender. Says nothing in the log of any.</summary>
    public static void Use(KestrelServerOptions kestrel, Strangers strangers) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
    {
        var lifetime = connection.Features.Get<IConnectionLifetimeNotificationFeature>();
        var stranger = strangers.Enter(
            (connection.RemoteEndPoint as IPEndPoint)?.Address,
            () => lifetime?.RequestClose(),
            () => connection.Abort(new ConnectionAbortedException("It has not shown a good key.")));
        connection.Features.Set<ISenderConnection>(stranger);
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((Stranger)state).Beat(), stranger);
        try
        {
            await next(connection);
        }
        finally
        {
            strangers.Forget(stranger);
        }
    }));

    /// <summary>Whoever calls the sandbox is no stranger: its keys are public.</summary>
    public static void RecogniseSandbox(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/sandbox"))
        {
            http.Features.Get<ISenderConnection>()?.Recognise();
        }

        return next(http);
    });
}
