using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Sealed;

/// <summary>What a store that encrypts has of rows of private lists.</summary>
public sealed class SealedRowTests
{
    private static readonly KeptRow Clear = new("private.refused.acme", $"{KeptRow.KeyAt(Change.Noon)}-00ff-00", Convert.ToBase64String("28552233851 28552233851"u8));

    [Fact]
    public void A_private_row_is_encrypted_and_opens_in_its_own_place_alone()
    {
        var stored = Seal.Row(Rings.Rotated, Clear);
        Assert.Equal(Rings.Rotated.Current, Seal.KeyOf(stored));
        Assert.DoesNotContain(Clear.Value[..8], stored.Value, StringComparison.Ordinal);
        Assert.Equal(Clear, Seal.Open(Rings.Rotated, stored));
        Assert.Throws<InvalidDataException>(() => Seal.Open(Rings.Rotated, stored with { List = "private.refused.bare" }));
        Assert.Throws<InvalidDataException>(() => Seal.Open(Rings.Rotated, stored with { Value = stored.Value[..^8] + "AAAAAAAA" }));
        Assert.Throws<KeyMissingException>(() => Seal.Open(KeyRing.None, stored));
    }

    [Fact]
    public void Other_rows_and_rows_of_a_store_without_keys_are_clear()
    {
        var shown = Clear with { List = "refused.acme" };
        Assert.Equal((shown, Clear), (Seal.Row(Rings.Rotated, shown), Seal.Row(KeyRing.None, Clear)));
        Assert.Equal((shown, Clear), (Seal.Open(Rings.Rotated, shown), Seal.Open(Rings.Rotated, Clear)));
    }
}
