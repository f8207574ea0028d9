using System.Collections.Immutable;

namespace OrderGrains.Tests.Records;

/// <summary>A record in which everything that can be stored is: no property of it, nor of what is in it, is what it would be if it were absent.</summary>
internal static class Rich
{
    public static OrderRecord Record() => new()
    {
        Id = OrderId.Create("acme", Channel.OmniChat, "ORDER_ID"),
        Version = 17,
        State = State(),
        Seen = SeenMessages.Of([new("provisioning", 1), new("d41d8cd98f00b204", 300)]),
        Timeline = Timeline.Of(
            new TimelineLine(Some.Morning, "provisioning", "OmniChat provisioning", Direction.In, LineStatus.Success, "The cart is to be placed"),
            new TimelineLine(Some.Morning.AddTicks(1), null, "Grace", Direction.Internal, LineStatus.Parked, "Não foi pago")),
        Repeats = 2,
        ChangedAt = Some.Morning.AddMinutes(5),
        CustomerHash = "00112233445566778899aabbccddeeff",
    };

    private static OrderState State() => new()
    {
        Status = OrderStatus.Paid,
        StatusSource = "OmniChat PAID",
        StatusAt = Some.Morning,
        FirstSeenAt = Some.Morning.AddHours(-1),
        DoubtedTime = Some.Morning.AddYears(3),
        Epoch = 9,
        Content = Content(),
        ContentRank = OrderStatus.Provisioning,
        ContentVersion = 3,
        Placement = 2,
        Additions = new() { Taxes = [new("65874564", 1.50m)], TrackingHints = [new("BR1", "Correios", "https://t.example.com/BR1", "label-1")] },
        DraftClosed = true,
        GraceEndsAt = Some.Morning.AddHours(1),
        GraceOver = true,
        DeliveredAfterCancel = true,
        Observed = true,
        DeliveryStands = true,
        PersonsErased = true,
        WakeAt = Some.Morning.AddHours(2),
        Payment = PaymentStanding.Over,
        PaymentDoubt = PaymentDoubt.Asked,
        Refunded = true,
        Vtex = Vtex(),
        OmniChat = new()
        {
            Status = "PAID",
            Told = "PACKAGED",
            Queued = "SHIPPED",
            CancelledByChat = true,
            RefusalTold = true,
            AskedAfterEnd = true,
            OwesEnd = true,
            PickupMethods = ["Loja"],
            PickupPoints = ImmutableSortedDictionary<string, PickupPoint>.Empty.Add("loja", Point()),
            DeliveryMethods = ["PAC"],
            RuleDiscount = new(10, DiscountMode.Percentage),
            CheckoutDigest = "0123456789abcdef",
            CheckoutPlacement = 2,
        },
        Opabox = new() { Status = 2, Link = "acme/opabox/46ad3bd0", Forwarded = "1" },
        BonifiQ = new()
        {
            Acknowledged = LoyaltyStanding.Pending,
            ContentVersion = 2,
            Queued = LoyaltyStanding.Completed,
            CompletedAt = Some.Morning,
            CancelledAt = Some.Morning.AddTicks(1),
            LeftOut = "nothing was paid for the goods",
        },
        Requests = [Request()],
        Attention = [new(AttentionReason.PaymentProblem, "OmniChat reports OVER_PAID. Check the payment.", Some.Morning)],
    };

    private static OwedRequest Request() => new()
    {
        Id = "AbCdEfGhIjKlMnOp",
        Target = Target.Vtex,
        Operation = Operation.CancelOrder,
        Argument = "SHIPPED",
        Placement = 2,
        State = RequestState.AwaitingResult,
        Step = Step.Read,
        Attempts = 4,
        Resends = 1,
        UnexplainedFailures = 2,
        AlreadyThere = true,
        LateAllowed = true,
        QueuedAt = Some.Morning,
        DueAt = Some.Morning.AddMinutes(15),
        ResultDueAt = Some.Morning.AddMinutes(20),
        Waited = TimeSpan.FromSeconds(90),
        ContentVersion = 3,
        StuckSince = Some.Morning.AddHours(-2),
        LastCode = "HTTP 503",
        LastError = "busy",
    };

    private static VtexState Vtex() => new()
    {
        OrderId = "MKP-OC-ORDER_ID",
        FranchiseOrderId = "FRA-1",
        Integrated = true,
        Approved = true,
        SentAsApproved = true,
        PlacedContentVersion = 2,
        Earlier = Content(),
        EarlierVersion = 2,
        AcceptedVersion = 3,
        AwaitingSeller = true,
        Refused = true,
        RefusalCode = "EOI002",
        RefusalMessage = "no stock",
        RefusalAdvice = "sem estoque",
        Progress = VtexProgress.Invoiced,
        CancelledByVtex = true,
        Placed = [new("5001", 7)],
        Target = "vtex.acme2",
        Store = "loja-2",
        CancellationAsked = true,
        Invoices =
        [
            new()
            {
                Number = "1",
                Named = true,
                Value = 2425,
                Key = "3518",
                Url = "https://nf.example.com/1",
                Courier = "Correios",
                TrackingNumber = "BR1",
                TrackingUrl = "https://t.example.com/BR1",
                Delivered = true,
                Return = true,
                Items = [new("65874564", 1.5m)],
            },
        ],
        LastCode = "SOI002",
    };

    private static OrderContent Content() => new()
    {
        StoreId = "7",
        International = true,
        PlacedAt = Some.Morning.AddMinutes(-2),
        Lines = [Line()],
        Customer = new()
        {
            Id = "c1",
            Name = "Ana",
            LastName = "Souza",
            Document = "28552233851",
            Email = "ana@example.com",
            Phone = "+5519999990000",
            BirthDate = "1990-01-01",
            IsBusiness = true,
            BusinessDocument = "12345678000195",
            BusinessName = "Ana ME",
            StateInscription = "110042490114",
        },
        Address = Address(),
        Delivery = new() { Pickup = true, Point = Point(), Method = "Loja", Freight = 9.90m, FreeShipping = true, Time = "3bd", ScheduledFor = Some.Morning.AddDays(1), ScheduleInfo = "à tarde" },
        Payment = new() { Types = ["Pix"], Installments = 3, CardFlag = "Visa", OtherName = "Vale", OtherInput = "Troco para", OtherValue = "50" },
        Discount = new(5, DiscountMode.Percentage),
        Sale = new() { Number = "1001", PaymentAccount = "p1", OrderAccount = "o1", SalesChannel = "Instagram", Campaign = "verão", Coupon = "CUPOM", GiftCard = "G1", SalesPersonId = "s1", SalesPerson = "Bia", Team = "Centro" },
        ProductsValue = 24.25m,
        ServiceFee = 1.10m,
        Interest = 0.30m,
        Total = 25.65m,
        Unknown = ImmutableSortedDictionary<string, string>.Empty.Add("novo", "{\"a\":1}"),
    };

    private static PickupPoint Point() => new("1_A", Address(), -22.5, -47.25);

    private static Address Address() => new()
    {
        Id = "a1",
        Recipient = "Ana",
        PostalCode = "13025-230",
        Street = "Rua Açaí",
        Number = "1",
        Complement = "ap 2",
        Neighborhood = "Cambuí",
        City = "Campinas",
        State = "SP",
        Country = "BRA",
    };

    private static OrderLine Line() => new()
    {
        Id = "1",
        Sku = "65874564",
        Name = "Açaí",
        Quantity = 1.5m,
        Price = 20.90m,
        ShopperPrice = 24.25m,
        Options = [new("Frutas", "Banana", 2, 1.50m) { GroupId = "g1", Id = "o1" }],
        Presentations = "[]",
        ShippingMethod = "Loja",
        Pickup = true,
        SellerId = "1",
        Ean = "7891000000000",
        IsGift = true,
    };
}
