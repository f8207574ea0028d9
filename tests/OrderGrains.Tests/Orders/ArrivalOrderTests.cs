using Xunit.Abstractions;

namespace OrderGrains.Tests.Orders;

/// <summary>
/// The same facts in any order, with any repeats, end the same: the order's status, where VTEX and BonifiQ stand, and what asks for a person. The one reason that differs is
/// <see cref="AttentionReason.DeliveredAfterCancel"/>: what was delivered and then cancelled is no question, and what was cancelled and then delivered is one (docs/opabox.md).
/// VTEX's cancellation is not drawn with OPABOX's 10: after it, it answers the one that the hub asked for, and is another fact.
/// </summary>
public sealed class ArrivalOrderTests(ITestOutputHelper output)
{
    private static readonly int[] Codes = [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 22];

    /// <summary>What VTEX's hooks tell of an order that it has: states, invoices of 24.25 reais in one or two parts, their tracking, a return, its own cancellation.</summary>
    private static readonly Command[] Hooks =
    [
        new ReportVtexState("ready-for-handling", "MKP-1", 1),
        new ReportVtexState("handling", "MKP-1", 1),
        new ReportVtexInvoice(new() { Number = "1", Value = 2425 }, 1),
        new ReportVtexInvoice(new() { Number = "2", Value = 1000 }, 1),
        new ReportVtexInvoice(new() { Number = "3", Value = 1425, Items = [new("65874564", 1)] }, 1),
        new ReportVtexInvoice(new() { Number = "1", Courier = "Correios", TrackingNumber = "BR1" }, 1),
        new ReportVtexInvoice(new() { Number = "1", Delivered = true }, 1),
        new ReportVtexInvoice(new() { Number = "2", Delivered = true }, 1),
        new ReportVtexInvoice(new() { Number = "3", Delivered = true }, 1),
        new ReportVtexInvoice(new() { Number = "4", Value = 500, Return = true }, 1),
        new ReportVtexProgress(VtexProgress.Cancelled, null, null) { Placement = 1 },
    ];

    /// <summary>What OmniChat tells: money and cancellations, and words that say nothing of either.</summary>
    private static readonly string[] Words = ["PAID", "PARTIAL_PAID", "OVER_PAID", "ERROR", "NOT_PAID", "CANCELLED", "REVERTED", "WAITING", "PACKAGED"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_permutation_of_the_same_statuses_ends_the_same(bool answersGetLost)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var codes = random.GetItems(Codes, random.Next(1, 7));
            var sorted = Play(Some.Order("46ad3bd0"), null, [.. codes.Order().Select(Opabox)], new Random(seed + 1), answersGetLost);
            random.Shuffle(codes);
            var shuffled = Play(Some.Order("46ad3bd0"), null, [.. codes.Select(Opabox)], random, answersGetLost);

            Assert.True(sorted == shuffled, $"seed {seed}, statuses {string.Join(',', codes)}: {sorted} in order, {shuffled} as shuffled");
        }
    }

    [Theory]
    [InlineData("opabox", false)]
    [InlineData("opabox", true)]
    [InlineData("chat", false)]
    [InlineData("chat", true)]
    public void Any_permutation_of_invoices_tracking_money_and_cancellations_ends_the_same(string channel, bool answersGetLost)
    {
        var (id, first) = channel == "chat" ? (Some.ChatOrder("ORDER_ID"), (Command)new AskProvisioning(Some.Content(), [])) : (Some.Order("46ad3bd0"), Opabox(1));
        Command[] all = [.. Hooks, .. channel == "chat" ? Words.Select(Chat) : Codes.Select(Opabox)];
        var (orders, facts) = (Campaign.Of(brief: 500, few: 2_000, full: 50_000), 0);
        for (var seed = 0; seed < orders; seed++)
        {
            var random = new Random(seed);
            Command[] told = [.. random.GetItems(all, random.Next(2, 9))];
            told = random.Next(4) == 0 ? WithWord(told) : told;
            told = told.Any(command => command is ReportOpaboxStatus { Status: 10 }) ? [.. told.Where(command => command is not ReportVtexProgress)] : told;
            var once = Play(id, first, told, new Random(seed + 1), answersGetLost);
            random.Shuffle(told);
            var again = Play(id, first, told, random, answersGetLost);
            facts += 2 * told.Length;

            Assert.True(once == again, $"seed {seed}: {once} once, {again} as {string.Join(", ", told.Select(Name))}");
        }

        output.WriteLine($"{orders} sets, {2 * orders} orders, {facts} facts");
    }

    /// <summary>
    /// With VTEX's word that all is invoiced. It counts for all that was invoiced by then, so that with it either each invoice that was told is delivered, or none.
    /// </summary>
    private static Command[] WithWord(Command[] told) =>
    [
        new ReportVtexState("invoiced", "MKP-1", 1),
        .. told.Where(command => command is not ReportVtexInvoice { Invoice.Delivered: true }),
        .. told.Length % 2 == 0 ? [] : told.OfType<ReportVtexInvoice>()
            .Where(report => report.Invoice is { Return: false, Delivered: false })
            .Select(report => new ReportVtexInvoice(new() { Number = report.Invoice.Number, Delivered = true }, 1)),
    ];

    private static Command Opabox(int code) => new ReportOpaboxStatus(code, Some.Content(), []);

    private static Command Chat(string word) => new ReportChatStatus(word, "someone", null, null);

    private static string Name(Command command) => command switch
    {
        ReportOpaboxStatus report => $"OPABOX {report.Status}",
        ReportChatStatus report => report.Status,
        ReportVtexState report => report.State!,
        ReportVtexInvoice { Invoice: var invoice } => $"invoice {invoice.Number} of {invoice.Value}{(invoice.Delivered ? " delivered" : "")}",
        _ => "VTEX cancels",
    };

    private static End Play(OrderId id, Command? first, Command[] told, Random random, bool answersGetLost)
    {
        var order = new Scenario(id, Some.Policy with { HasOmniChat = false });
        var world = new VendorWorld(order, answersGetLost ? random : null);
        if (first is not null)
        {
            order.Tell(first);
            while (world.Step() || !world.InVtex)
            {
                order.After(TimeSpan.FromMinutes(1)); // VTEX tells of an order only what it has; no grace runs yet.
            }
        }

        foreach (var command in told)
        {
            order.Tell(command);
            world.Hears(command);
            for (var steps = random.Next(4); steps > 0; steps--)
            {
                world.Step();
            }
        }

        world.Settle();
        Assert.InRange(world.Places, 0, 1);
        var (status, approved, points) = world.Standing();
        return new(
            status,
            approved,
            points,
            string.Join(' ', order.State.Attention.Select(attention => attention.Reason).Where(reason => reason != AttentionReason.DeliveredAfterCancel).Order()));
    }

    private sealed record End(OrderStatus Status, bool Approved, LoyaltyStanding Points, string Attention);
}
