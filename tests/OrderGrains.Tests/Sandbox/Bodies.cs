using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Sandbox;

/// <summary>Bodies that are right; a test spoils what it is about.</summary>
internal static class Bodies
{
    public const string ConnectorEndpoint = "http://hub/hooks/acme/vtex/s3cret";

    /// <summary>One line of 2 × 15.00, 9.00 freight: 39.00.</summary>
    public static JsonObject Placement(string id = "OB-1", string status = "new", string sku = "1001") => JsonNode.Parse($$"""
        {
          "marketplaceOrderId": "{{id}}", "marketplaceOrderStatus": "{{status}}", "marketplacePaymentValue": 3900,
          "connectorName": "OrderGrains", "connectorEndpoint": "{{ConnectorEndpoint}}", "allowFranchises": false,
          "items": [ { "id": "{{sku}}", "price": 1500, "quantity": 2 } ],
          "clientProfileData": { "email": "ana@acme.example", "firstName": "Ana", "lastName": "Lima", "phone": "+5541999999999",
                                 "document": "28552233851", "corporateDocument": null },
          "shippingData": {
            "logisticsInfo": [ { "price": 900, "selectedDeliveryChannel": "delivery", "selectedSla": null, "lockTTL": "8d",
                                 "shippingEstimate": "3bd", "deliveryIds": null } ],
            "selectedAddresses": [ { "addressType": "residential", "receiverName": "Ana Lima", "postalCode": "80000-000", "state": "PR",
                                     "country": "BRA" } ],
            "isFob": false, "isMarketplaceFulfillment": false },
          "invoiceData": { "userPaymentInfo": { "paymentMethods": [ "creditCardPaymentGroup" ] } }
        }
        """)!.AsObject();

    public static JsonObject BonifiQOrder(string id = "46ad", bool completed = false, bool cancelled = false) => JsonNode.Parse($$"""
        {
          "OriginalId": "{{id}}", "OrderStatus": "Paid", "OrderTotal": 24.25, "OrderPlacementDate": "2026-03-01T10:00:00Z",
          "IsCompleted": {{(completed ? "true" : "false")}}, "IsCancelledOrReturned": {{(cancelled ? "true" : "false")}},
          "OrderCompletedDate": {{(completed ? "\"2026-03-02T10:00:00Z\"" : "null")}},
          "OrderCancelledDate": {{(cancelled ? "\"2026-03-03T10:00:00Z\"" : "null")}},
          "Customer": { "OriginalId": "28552233851", "Name": "Ana Lima", "Document": "28552233851" },
          "Products": [ { "OriginalId": "1001", "Title": "Suco", "ProductPrice": 24.25 } ]
        }
        """)!.AsObject();
}
