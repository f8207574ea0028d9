using System.Security.Cryptography;
using System.Text;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// The receipt that VTEX wants for what it told us: a GUID of our making. Derived, so that a repeat gets the same one without
/// anything being kept.
/// </summary>
internal static class VtexReceipt
{
    /// <summary>The receipt of a notification.</summary>
    /// <param name="order">The order and its placement.</param>
    /// <param name="what">What was told of it.</param>
    public static Guid Of(string order, string what) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{order}\n{what}")).AsSpan(0, 16));
}
