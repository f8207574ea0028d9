namespace OrderGrains.Silo;

/// <summary>Who may collect what the process measures.</summary>
internal sealed class MetricsSettings
{
    /// <summary>Shown at <c>/metrics</c> as <c>Authorization: Bearer</c>. Without one that is not served.</summary>
    [Secret]
    public string Key { get; set; } = "";
}

/// <summary>Where measures and traces are sent, by OpenTelemetry's protocol.</summary>
internal sealed class TelemetrySettings
{
    /// <summary>Address of a collector; null where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one, or nothing is sent.</summary>
    public string? Otlp { get; set; }

    /// <summary><c>Grpc</c> or <c>HttpProtobuf</c>: how <see cref="Otlp"/> is spoken to.</summary>
    public string Protocol { get; set; } = "Grpc";

    /// <summary>The share of traces that is kept, 0 to 1. An order is in it or not, with all of its calls.</summary>
    public double Sampling { get; set; } = 0.1;
}
