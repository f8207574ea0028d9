using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains;
using OrderGrains.Testing;
using Xunit;

namespace Retailer.Tests;

/// <summary>A club in BonifiQ's place. It is told an order's standing by a PUT, which may be repeated.</summary>
internal sealed class ClubConnector(HttpClient club) : IConnector
{
    public string Target => OrderGrains.Target.BonifiQ;

    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var body = new { standing = delivery.Request.Argument, customer = delivery.State.Content?.Customer.Document };
            using var answer = await club.PutAsJsonAsync($"/orders/{delivery.Order.ExternalId}", body, cancellationToken);
            return new(answer.IsSuccessStatusCode
                ? new Delivered(new LoyaltyAnswer(null))
                : new RetryLater($"HTTP {(int)answer.StatusCode}", "The club is busy."));
        }
        catch (HttpRequestException)
        {
            return new(new DeliveryUnknown("Broken", "The connection broke."));
        }
    }
}

public sealed class ClubConnectorTests
{
    [Fact]
    public async Task The_club_is_told_again_until_it_takes_an_order()
    {
        using var club = new Club { Answer = HttpStatusCode.ServiceUnavailable };
        using var client = new HttpClient(club) { BaseAddress = new("http://club") };
        await using var hub = await TestHub.StartAsync(options => options.Services.AddSingleton<IConnector>(new ClubConnector(client)));

        await hub.OpaboxAsync(Some.OpaboxWebhook("o1", status: 2));
        await hub.IdleAsync();
        Assert.Equal(["/orders/o1"], club.Told);
        Assert.Equal(LoyaltyStanding.None, (await hub.OrderAsync(Some.Order("o1")))!.BonifiQ.Acknowledged);

        club.Answer = HttpStatusCode.OK;
        await hub.SettleAsync();
        Assert.Equal(["/orders/o1", "/orders/o1"], club.Told);
        Assert.Equal(LoyaltyStanding.Pending, (await hub.OrderAsync(Some.Order("o1")))!.BonifiQ.Acknowledged);
        Assert.Equal("ready-for-handling", hub.Vendors.Vtex.Standing("OB-o1")!.Status);
    }

    private sealed class Club : HttpMessageHandler
    {
        public List<string> Told { get; } = [];

        public HttpStatusCode Answer { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Told.Add(request.RequestUri!.AbsolutePath);
            return Task.FromResult(new HttpResponseMessage(Answer));
        }
    }
}
