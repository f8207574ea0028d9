using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>The statements of what an order has several of: calls owed, and invoices. Used by the writer's thread alone.</summary>
internal sealed class HeadStatements(SqliteConnection connection, Names names) : IDisposable
{
    private readonly WriteStatement _owe = new(connection, """
        INSERT OR REPLACE INTO owed (order_key, request, lane, operation, state, since, code, shape) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);
    private readonly WriteStatement _settle = new(connection, "DELETE FROM owed WHERE order_key = ?1 AND request = ?2");
    private readonly WriteStatement _settleAll = new(connection, "DELETE FROM owed WHERE order_key = ?1");
    private readonly WriteStatement _invoice = new(connection, "INSERT OR IGNORE INTO invoices (order_key, number) VALUES (?1, ?2)");
    private readonly WriteStatement _revoke = new(connection, "DELETE FROM invoices WHERE order_key = ?1 AND number = ?2");
    private readonly WriteStatement _revokeAll = new(connection, "DELETE FROM invoices WHERE order_key = ?1");

    /// <summary>Changes an order's rows.</summary>
    public void Change(OrderId order, long key, HeadChange change)
    {
        foreach (var request in change.NoLongerOwed)
        {
            _settle.Int(1, key).Text(2, request).Run();
        }

        foreach (var one in change.Owed)
        {
            _owe.Int(1, key).Text(2, one.Request).Int(3, names.IdOf(new LaneName(order.Tenant, one.Target))).Int(4, (int)one.Operation).Int(5, (int)one.State)
                .Int(6, one.Since.UtcTicks).Text(7, one.Code).Text(8, one.Shape).Run();
        }

        foreach (var number in change.NoLongerInvoiced)
        {
            _revoke.Int(1, key).Text(2, number).Run();
        }

        foreach (var number in change.Invoiced)
        {
            _invoice.Int(1, key).Text(2, number).Run();
        }
    }

    /// <summary>Removes all rows of an order that goes.</summary>
    public void Remove(long key)
    {
        _settleAll.Int(1, key).Run();
        _revokeAll.Int(1, key).Run();
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])[_owe, _settle, _settleAll, _invoice, _revoke, _revokeAll])
        {
            statement.Dispose();
        }
    }
}
