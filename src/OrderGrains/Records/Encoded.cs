using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrderGrains;

/// <summary>
/// A part of a record that stays as it is stored until someone asks what it says: most turns add to an order without reading all of it,
/// and its stored bytes can be written again as they are.
/// </summary>
/// <typeparam name="T">What it says; a type of <see cref="RecordJson"/>.</typeparam>
public sealed class Encoded<T>
    where T : class
{
    private static readonly JsonTypeInfo<T> Reading = (JsonTypeInfo<T>)RecordCodec.Json.GetTypeInfo(typeof(T))!;
    private static readonly JsonTypeInfo<T> Writing = (JsonTypeInfo<T>)RecordJson.Default.GetTypeInfo(typeof(T))!;

    private readonly ReadOnlyMemory<byte> _stored;
    private T? _value;
    private byte[]? _written;

    internal Encoded(ReadOnlyMemory<byte> stored, T? value) => (_stored, _value) = (stored, value);

    /// <summary>What it says.</summary>
    /// <exception cref="JsonException">The stored bytes are JSON, but not of the type.</exception>
    public T Value => _value ??= JsonSerializer.Deserialize(_stored.Span, Reading) ?? throw new JsonException($"A stored {typeof(T).Name} is a JSON object.");

    /// <summary>Its JSON: as it was stored, or as it is going to be.</summary>
    public ReadOnlySpan<byte> Json => _stored.IsEmpty ? _written ??= RecordCodec.ToBytes(_value!, Writing) : _stored.Span;
}

/// <summary>Makes <see cref="Encoded{T}"/>.</summary>
public static class Encoded
{
    /// <summary>Something new to store.</summary>
    public static Encoded<T> Of<T>(T value)
        where T : class => new(default, value);

    /// <summary>What was read from a store as JSON. The bytes are kept, are turned into a value when that is asked for, and must not change.</summary>
    internal static Encoded<T> Stored<T>(ReadOnlyMemory<byte> json)
        where T : class => new(json, null);
}
