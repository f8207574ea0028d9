namespace OrderGrains.Gateway.Json;

/// <summary>Why a body cannot be right.</summary>
/// <param name="Field">Path of the field, such as <c>product_list[0].price</c>; <c>$</c> for the body itself. Made of our own words only.</param>
/// <param name="Message">One sentence that repeats nothing of the body.</param>
internal sealed record Fault(string Field, string Message);

/// <summary>Collects what is wrong with a body, so that its translator reads on with defaults and is asked once at the end.</summary>
internal sealed class Faults
{
    /// <summary>What was found first; null where nothing was.</summary>
    public Fault? First { get; private set; }

    /// <summary>Notes a fault; later ones are not kept.</summary>
    public void Add(string field, string message) => First ??= new(field, message);
}
