using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace OrderGrains.Grains;

/// <summary>Has a grain stand at its home (<see cref="LaneHomes"/>).</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HomePlacementAttribute() : PlacementAttribute(new HomePlacement());

/// <summary>The strategy's name; <see cref="LaneHomes"/> decides.</summary>
internal sealed class HomePlacement : PlacementStrategy;

/// <summary>
/// Where each lane is at home: on that silo of the cluster for which a hash of the lane's key and the silo's endpoint is the highest. A silo that joins becomes the home
/// of its share of the lanes and of no other's; one that starts again at the same endpoint, of the same ones.
/// </summary>
internal sealed class LaneHomes(ISiloStatusOracle silos) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(Of(target.GrainIdentity, context.GetCompatibleSilos(target)));

    /// <summary>Whether this silo is the lane's home, as far as it knows the cluster; true where it is not part of it.</summary>
    public bool IsHere(GrainId lane)
    {
        var active = silos.GetActiveSilos();
        return !active.Contains(silos.SiloAddress) || Of(lane, active).Equals(silos.SiloAddress);
    }

    /// <summary>The home of a lane among silos, of which there is one at least. Of two at one endpoint it is the one that started later.</summary>
    public static SiloAddress Of(GrainId lane, IEnumerable<SiloAddress> silos) => silos.MaxBy(silo => (Weight(lane, silo), silo.Generation))!;

    private static ulong Weight(GrainId lane, SiloAddress silo) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{lane} {silo.Endpoint}")));
}
