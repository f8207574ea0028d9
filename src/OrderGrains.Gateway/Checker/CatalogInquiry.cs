using System.Collections.Immutable;
using OrderGrains.Gateway.Brazil;

namespace OrderGrains.Gateway.Checker;

/// <summary>Asks the tenant's catalog about a cart, within the tenant's deadline.</summary>
internal sealed class CatalogInquiry(TimeProvider clock, ICatalog? catalog = null)
{
    /// <summary>
    /// What the catalog said of the cart's lines. Empty, and nobody asked, where the tenant has no catalog, or the cart no CEP or
    /// no line with a SKU.
    /// </summary>
    /// <exception cref="CatalogUnavailableException">No answer within the deadline, or none that fits the question.</exception>
    public async Task<ImmutableArray<CheckedLine>> AskAsync(
        string tenant, CheckerSettings settings, OrderContent cart, CancellationToken cancellationToken)
    {
        var lines = cart.Lines.Where(line => line.Sku is not null && line.Quantity > 0).ToArray();
        if (settings.Catalog != "Vtex" || lines.Length == 0 || PostalCode.Normalize(cart.Address?.PostalCode) is not { } postalCode)
        {
            return [];
        }

        var question = new CatalogQuestion(postalCode, [.. lines.Select(Line)], cart.StoreId);
        var answer = await AskAsync(tenant, question, settings.Deadline, cancellationToken);
        return !answer.Items.IsDefault && answer.Items.Length == lines.Length
            ? [.. lines.Zip(answer.Items, (line, item) => new CheckedLine(line, item))]
            : throw new CatalogUnavailableException("The catalog's answer does not fit the question.");
    }

    private async Task<CatalogAnswer> AskAsync(
        string tenant, CatalogQuestion question, TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (catalog is null)
        {
            throw new CatalogUnavailableException("No catalog is connected.");
        }

        using var timeout = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A catalog that overlooks the token is left behind at the deadline all the same.
            return await catalog.AskAsync(tenant, question, either.Token).WaitAsync(either.Token);
        }
        catch (Exception e) when (e is not CatalogUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw new CatalogUnavailableException(timeout.IsCancellationRequested ? "The deadline passed." : "The catalog failed.", e);
        }
    }

    private static CatalogLine Line(OrderLine line) => new(line.Sku!, (int)Math.Ceiling(line.Quantity), line.SellerId);
}
