namespace OrderGrains.Gateway.Json;

/// <summary>Why a body cannot be right.</summary>
/// <param name="Field">
/// Path of the field, such as <c>product_list[0].price</c>; <c>$</c> for the body itself. Made of our own words only.
/// </param>
/// <param name="Message">One sentence that repeats nothing of the body.</param>
internal sealed record Fault(string Field, string Message);

/// <summary>
/// Collects what is wrong with a body, so that its translator reads on with defaults and is asked once at the end: faults, for which the body
/// is refused, and doubts, for which it is not, since what cannot be read is optional.
/// </summary>
internal sealed class Faults
{
    /// <summary>Most that are kept of either.</summary>
    public const int Max = 32;

    private readonly List<Fault> _all = [];
    private readonly List<Fault> _doubts = [];

    /// <summary>What was found first; null where nothing was.</summary>
    public Fault? First => _all.Count == 0 ? null : _all[0];

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<Fault> All => _all;

    /// <summary>What is optional and could not be read.</summary>
    public IReadOnlyList<Fault> Doubts => _doubts;

    /// <summary>Notes a fault.</summary>
    public void Add(string field, string message) => Note(_all, field, message);

    /// <summary>Notes a doubt.</summary>
    public void Doubt(string field, string message) => Note(_doubts, field, message);

    private static void Note(List<Fault> noted, string field, string message)
    {
        if (noted.Count < Max)
        {
            noted.Add(new(field, message));
        }
    }
}
