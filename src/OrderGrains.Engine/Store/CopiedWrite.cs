using System.Text.Json;

namespace OrderGrains.Engine;

/// <summary>An order of a copy, as the write that puts it into a store that does not have it.</summary>
public static class CopiedWrite
{
    /// <summary>The write.</summary>
    /// <exception cref="InvalidOperationException">The bytes are no record of this order.</exception>
    public static OrderWrite Of(CopiedOrder order)
    {
        OrderRecord record;
        try
        {
            if (order.Opened.IsEmpty && Seal.KeyOf(order.Record.Span) is { } key)
            {
                throw new InvalidOperationException(new KeyMissingException(key).Message);
            }

            record = RecordCodec.Read(order.Opened.IsEmpty ? order.Record : order.Opened);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"The record of {order.Order} cannot be read.", exception);
        }
        catch (RecordTooNewException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }

        return record.Id == order.Order
            ? new(order.Order, OrderRecord.New(order.Order), null, record, order.Record, order.Log)
            : throw new InvalidOperationException($"The record of {order.Order} names another order.");
    }

    /// <summary>What a store says where it has the order with another record or log.</summary>
    public static InvalidOperationException StandsOtherwise(OrderId order) =>
        new($"{order} stands there already, and otherwise: it was changed on one side since it was copied.");
}
