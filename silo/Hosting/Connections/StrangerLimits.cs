namespace OrderGrains.Silo;

/// <summary>What connections may do that have not shown a good key.</summary>
/// <param name="Most">How many there may be.</param>
/// <param name="MostOfOne">How many of one address.</param>
/// <param name="Life">How long each may go on.</param>
internal sealed record StrangerLimits(int Most, int MostOfOne, TimeSpan Life);
