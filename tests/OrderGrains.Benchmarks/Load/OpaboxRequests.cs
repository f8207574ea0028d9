using System.Globalization;
using System.Text;

namespace OrderGrains.Benchmarks.Load;

/// <summary>
/// OPABOX webhooks in the size of the vendor's sample (apidocs.opa4.store/webhook_orders), every body new: each pass over the ids moves the
/// orders to the next status, placed to delivered, and a running number in the address differs each time. Written into one
/// buffer by position.
/// </summary>
internal sealed class OpaboxRequests : IRequests
{
    /// <summary>The tenant's key in a benchmark.</summary>
    public const string Key = "benchmark-opabox-key-0123456789";

    private const string IdHole = "00000000-185f";
    private const string NumberHole = "apto 0000000000";
    private const string StatusHole = "\"status\": 1";
    private static readonly byte[] Statuses = "12456"u8.ToArray();

    private readonly byte[] _request;
    private readonly Sequence _sequence;
    private readonly int _orders;
    private readonly byte? _fixed;
    private readonly int _id;
    private readonly int _number;
    private readonly int _status;

    /// <param name="path">Where to.</param>
    /// <param name="sequence">Shared by all connections.</param>
    /// <param name="orders">How many ids.</param>
    /// <param name="status">The status of every webhook; null for one that rises with each pass.</param>
    /// <param name="key">The tenant's key.</param>
    public OpaboxRequests(string path, Sequence sequence, int orders, char? status = null, string key = Key)
    {
        (_sequence, _orders, _fixed) = (sequence, orders, (byte?)status);
        var body = Encoding.UTF8.GetBytes(Body());
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        _request = [.. head, .. body];
        BodyBytes = body.Length;
        _id = _request.AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdHole));
        _number = _request.AsSpan().IndexOf(Encoding.ASCII.GetBytes(NumberHole)) + 5;
        _status = _request.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(StatusHole)) + StatusHole.Length - 1;
    }

    /// <summary>Bytes of each body.</summary>
    public int BodyBytes { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Next()
    {
        var number = _sequence.Next();
        var pass = Math.Min(number / _orders, Statuses.Length - 1);
        (number % _orders).TryFormat(_request.AsSpan(_id, 8), out _, "D8", CultureInfo.InvariantCulture);
        number.TryFormat(_request.AsSpan(_number, 10), out _, "D10", CultureInfo.InvariantCulture);
        _request[_status] = _fixed ?? Statuses[pass];
        return _request;
    }

    private static string Body() => $$"""
        {
            "id": "{{IdHole}}-11eb-8e95-fb0cf7bfccb9",
            "product_list": [
                {
                    "id": "e0399e00-b1ff-11e9-84e9-dbe518c2b47c", "purchased_quantity": 1, "ean": null, "sku": "65874564",
                    "price": 20.9, "name": "Açai Pequeno 300 ml",
                    "options_chosen": [
                        {
                            "id": "e0399e05-b1ff-11e9-84e9-dbe518c2b47c", "label": "Complementos",
                            "choices": [ { "quantity": 1, "price": 2, "id": "e0399e06-b1ff-11e9-84e9-dbe518c2b47c", "label": "Granola" } ]
                        },
                        {
                            "id": "15245ad0-c9d2-11e9-a8e2-81b473364abc", "label": "Coberturas",
                            "choices": [ { "quantity": 1, "price": 0, "id": "15245ad1-c9d2-11e9-a8e2-81b473364abc", "label": "Morango" } ]
                        },
                        {
                            "id": "e0399e02-b1ff-11e9-84e9-dbe518c2b47c", "label": "Xaropes",
                            "choices": [ { "quantity": 1, "price": 1.35, "id": "e0399e03-b1ff-11e9-84e9-dbe518c2b47c", "label": "Xarope de Guaraná" } ]
                        }
                    ],
                    "presentations": [], "shopper_price": 24.25
                }
            ],
            "purchased_products_value": 24.25, "delivery_fee": 5.78, "service_fee": 0, "total_interest": 0, "voucher_discount": 0,
            "total_price": 30.03,
            "customer": { "cpf": "28552233851", "id": "7e5bc1b0-185e-11eb-8e95-fb0cf7bfccb9", "name": "Ana Maria de Souza", "phone": "19999990000" },
            "transaction_date": 1603816113, "company_external_id": "Sucao_Dev", "payment_type": "Credito", "other_payment_type": null,
            "installments": 1, "card_flag": "visa", "type_shipping": "Entrega", "schedule_date": 0, "schedule_info": null,
            "delivery_address": {
                "id": "a0b0c0d0-185e-11eb-8e95-fb0cf7bfccb9", "cep": "13025-230", "city": "Campinas", "country": "Brasil",
                "street": "Rua Doutor Emilio Ribas", "state": "SP", "street_number": "1500", "vicinity": "Cambui", "more": "{{NumberHole}}"
            },
            "will_delivery": true,
            {{StatusHole}}
        }
        """;
}

/// <summary>Numbers from a first one on, each given once.</summary>
internal sealed class Sequence(long first = 0)
{
    private long _next = first - 1;

    /// <summary>How many were given.</summary>
    public long Given => Interlocked.Read(ref _next) + 1 - first;

    public long Next() => Interlocked.Increment(ref _next);
}
