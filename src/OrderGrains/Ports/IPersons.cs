namespace OrderGrains;

/// <summary>What is kept of a person, found by the document that their orders were made with (docs/privacy.md).</summary>
public interface IPersons
{
    /// <summary>Most orders that are found of one person.</summary>
    const int MaxOrders = 10_000;

    /// <summary>The orders of a document's owner, of all tenants, the newest change first; up to <see cref="MaxOrders"/>.</summary>
    /// <param name="document">CPF or CNPJ, as <see cref="Documents.Plain"/> spells it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or the store cannot be read.</exception>
    Task<IReadOnlyList<OrderId>> OrdersOfAsync(string document, CancellationToken cancellationToken = default);

    /// <summary>The orders of a document's owner as lists show them: an index that has only these.</summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or the store cannot be read.</exception>
    IOrderIndex IndexOf(string document);

    /// <summary>All that is kept of an order as one line of JSON, <c>{"record":…,"log":[…]}</c>; null where nothing is.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<string?> ExportAsync(OrderId order, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps in mind that a person is to be forgotten: orders of theirs that were known by then are erased as soon as nothing wants their data any more, also those that a
    /// backup brings back.
    /// </summary>
    /// <exception cref="EngineUnavailableException">It could not be kept.</exception>
    Task ForgetAsync(string document, string by, CancellationToken cancellationToken = default);
}
