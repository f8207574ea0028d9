using System.Collections.Immutable;
using OrderGrains.Gateway.Checker.Catalogs;

namespace OrderGrains.Gateway.Checker;

/// <summary>Asks the tenant's catalog about a cart, within the tenant's deadline.</summary>
internal sealed class CatalogInquiry(TenantCatalogs catalogs, TimeProvider clock)
{
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
        var lines = cart.Lines.Where(line => line.Sku is not null && line.Quantity > 0).ToArray();
        if (settings.Catalog == "None" || lines.Length == 0 || Countries.IsForeign(cart.Address?.Country)
            || PostalCodes.Digits(cart.Address?.PostalCode) is not { } postalCode)
        {
            return new([], null);
        }

        var question = new CatalogQuestion(postalCode, [.. lines.Select(Line)], cart.StoreId);
        var answer = await AskAsync(() => catalogs.AskAsync(tenant, settings, question), settings.Deadline - spent, cancellationToken);
        return !answer.Items.IsDefault && answer.Items.Length == lines.Length
            ? new([.. lines.Zip(answer.Items, (line, item) => new CheckedLine(line, item))], answer.Note)
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

    private static CatalogLine Line(OrderLine line) => new(line.Sku!, (int)Math.Ceiling(line.Quantity), line.SellerId);
}

/// <summary>What the catalog said.</summary>
/// <param name="Lines">The lines that it was asked about.</param>
/// <param name="Note">What an operator should know of the answer.</param>
internal sealed record Said(ImmutableArray<CheckedLine> Lines, string? Note);
