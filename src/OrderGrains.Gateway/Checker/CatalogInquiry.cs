using System.Collections.Immutable;
using OrderGrains.Gateway.Checker.Catalogs;

namespace OrderGrains.Gateway.Checker;

/// <summary>Asks the tenant's catalog about a cart, within the tenant's deadline.</summary>
internal sealed class CatalogInquiry(TenantCatalogs catalogs, TimeProvider clock, ISkuBooks? skus = null)
{
    /// <summary>The lines that the SKU file does not have, where the settings refuse such orders.</summary>
    public async Task<ImmutableArray<OrderLine>> UnmappedAsync(string tenant, OrderContent cart) =>
        await RulesAsync(tenant, cart) is { Unmapped: UnmappedSku.Refuse } rules ? [.. rules.Unknown(cart)] : [];

    /// <summary>
    /// What the catalog said of the cart's lines. Nothing, and nobody asked, where the tenant has no catalog, or the cart no CEP or
    /// no line with a SKU.
    /// </summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="settings">Its checker.</param>
    /// <param name="cart">The merged cart.</param>
    /// <param name="spent">Time that has passed since the question came in: it is part of the deadline.</param>
    /// <param name="cancellationToken">Ends when the sender hangs up.</param>
    /// <exception cref="CatalogUnavailableException">No answer within the deadline, or none that fits the question.</exception>
    public async Task<Said> AskAsync(
        string tenant, CheckerSettings settings, OrderContent cart, TimeSpan spent, CancellationToken cancellationToken)
    {
        var rules = settings.Catalog == "Vtex" ? await RulesAsync(tenant, cart) : SkuRules.None; // A catalog file goes by the sender's codes.
        var unmapped = rules.Unmapped == UnmappedSku.Refuse ? rules.Unknown(cart).ToHashSet(ReferenceEqualityComparer.Instance) : [];
        var lines = cart.Lines.Where(line => line.Sku is not null && line.Quantity > 0 && !unmapped.Contains(line)).ToArray();
        if (settings.Catalog == "None" || lines.Length == 0 || Countries.IsForeign(cart.Address?.Country)
            || PostalCodes.Digits(cart.Address?.PostalCode) is not { } postalCode)
        {
            return new([], null);
        }

        var question = new CatalogQuestion(postalCode, [.. lines.Select(line => Line(line, rules.Book))], cart.StoreId);
        var answer = await AskAsync(() => catalogs.AskAsync(tenant, settings, question), settings.Deadline - spent, cancellationToken);
        return !answer.Items.IsDefault && answer.Items.Length == lines.Length
            ? new([.. lines.Zip(answer.Items, (line, item) => new CheckedLine(line, Counted(item, line, rules.Book)))], answer.Note)
            : throw new CatalogUnavailableException("The catalog's answer does not fit the question.");
    }

    private async Task<CatalogAnswer> AskAsync(Func<Task<CatalogAnswer>> ask, TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (deadline <= TimeSpan.Zero)
        {
            throw new CatalogUnavailableException(TooLate);
        }

        using var timeout = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ask().WaitAsync(either.Token);
        }
        catch (Exception e) when (e is not CatalogUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw new CatalogUnavailableException(e is OperationCanceledException ? TooLate : "The catalog failed.", e);
        }
    }

    private const string TooLate = "The catalog did not answer in time.";

    private async Task<SkuRules> RulesAsync(string tenant, OrderContent cart) => skus is null ? SkuRules.None : await skus.ForAsync(tenant, cart.StoreId);

    private static CatalogLine Line(OrderLine line, SkuBook? book) => book?.Of(line) is { } row
        ? new(row.VtexSku, row.Pieces(line.Quantity), row.Seller ?? line.SellerId)
        : new(line.Sku!, (int)Math.Ceiling(line.Quantity), line.SellerId);

    /// <summary>What the catalog counts by its pieces, by the sender's unit.</summary>
    private static CatalogItem Counted(CatalogItem item, OrderLine line, SkuBook? book) => book?.Of(line) is { Multiplier: { } multiplier }
        ? item with
        {
            UnitPrice = item.UnitPrice is { } price ? Amounts.Round(price / multiplier) : null,
            QuantityLeft = item.QuantityLeft * multiplier,
        }
        : item;
}

/// <summary>What the catalog said.</summary>
/// <param name="Lines">The lines that it was asked about.</param>
/// <param name="Note">What an operator should know of the answer.</param>
internal sealed record Said(ImmutableArray<CheckedLine> Lines, string? Note);
