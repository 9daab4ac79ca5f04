using System.Net;
using System.Net.Http.Json;
using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class ExchangeTests
{
    private readonly CrowdClock _clock = new(TimeProvider.System);

    public static TheoryData<string> Methods => ["GET", "POST", "PUT", "DELETE"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_request_is_sent_once_when_a_new_connection_is_hung_up_on(string method)
    {
        await using var peer = new HttpPeer((_, _) => null);

        var answer = await SendAsync(peer.Port, method);

        Assert.Equal((NoAnswer.CutOff, Ending.Unknown), (answer.Missing, answer.AsWrite));
        Assert.Single(peer.Requests);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_request_is_sent_once_when_a_used_connection_is_hung_up_on(string method)
    {
        await using var peer = new HttpPeer((_, number) => number == 1 ? HttpPeer.Answer(200, "ok") : null);
        using var user = User(IPAddress.Loopback);
        var exchange = Exchange();

        await exchange.SendAsync(user, Request(peer.Port, "GET"), due: _clock.Now);
        var answer = await exchange.SendAsync(user, Request(peer.Port, method), due: _clock.Now);

        Assert.Equal((NoAnswer.CutOff, Ending.Unknown), (answer.Missing, answer.AsWrite));
        Assert.Equal(["GET", method], peer.Requests.Select(head => head.Split(' ')[0]).ToList());
        Assert.Equal(1, peer.Connections);
    }

    [Theory]
    [InlineData(200, Ending.Acknowledged)]
    [InlineData(201, Ending.Acknowledged)]
    [InlineData(204, Ending.Acknowledged)]
    [InlineData(302, Ending.Refused)]
    [InlineData(403, Ending.Refused)]
    [InlineData(404, Ending.Refused)]
    [InlineData(503, Ending.Refused)]
    [InlineData(500, Ending.Unknown)]
    [InlineData(502, Ending.Unknown)]
    [InlineData(504, Ending.Unknown)]
    public async Task What_a_status_promises(int status, Ending ending)
    {
        await using var peer = new HttpPeer((_, _) => HttpPeer.Answer(status));

        var answer = await SendAsync(peer.Port, "POST");

        Assert.Equal((status, ending, "peer"), (answer.Status, answer.AsWrite, answer.By));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        int port;
        await using (var peer = new HttpPeer((_, _) => null))
            port = peer.Port;

        var answer = await SendAsync(port, "POST");

        Assert.Equal((NoAnswer.NoConnection, Ending.Refused), (answer.Missing, answer.AsWrite));
        Assert.Contains("refused", answer.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Where_the_name_leads_away_from_the_loopback_nothing_was_sent()
    {
        using var user = User(IPAddress.Parse("192.0.2.1"));

        var answer = await Exchange().SendAsync(user, Request(8080, "POST"), due: _clock.Now);

        Assert.Equal((NoAnswer.NoConnection, Ending.Refused), (answer.Missing, answer.AsWrite));
        Assert.Contains("outside 127.0.0.0/8", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_gives_up_and_the_write_is_unknown()
    {
        var never = new TaskCompletionSource();
        await using var peer = new HttpPeer((_, _) =>
        {
            never.Task.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            return null;
        });

        var began = _clock.Now;
        var answer = await SendAsync(peer.Port, "POST", giveUpAfterMs: 1000);
        never.SetResult();

        Assert.Equal((NoAnswer.TimedOut, Ending.Unknown), (answer.Missing, answer.AsWrite));
        Assert.InRange(answer.Done - began, 950_000, 10_000_000);
    }

    [Fact]
    public async Task An_answer_cut_off_in_its_middle_is_no_answer()
    {
        await using var peer = new HttpPeer((_, number) => number == 1 ? "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nabc" : null);
        using var user = User(IPAddress.Loopback);

        var answer = await Exchange(giveUpAfterMs: 1000).SendAsync(user, Request(peer.Port, "POST"), due: _clock.Now);

        Assert.Null(answer.Status);
        Assert.Equal(Ending.Unknown, answer.AsWrite);
    }

    private async Task<Answer> SendAsync(int port, string method, int giveUpAfterMs = 5000)
    {
        using var user = User(IPAddress.Loopback);
        return await Exchange(giveUpAfterMs).SendAsync(user, Request(port, method), due: _clock.Now);
    }

    private Exchange Exchange(int giveUpAfterMs = 5000) =>
        new(_clock, TimeSpan.FromMilliseconds(giveUpAfterMs));

    private static CrowdUser User(IPAddress address)
    {
        var names = new NameMemory(new Always(address), times: 1, TimeProvider.System);
        return new CrowdUser(0, names, UserHttp.Create(names, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)));
    }

    private static HttpRequestMessage Request(int port, string method) => new(new HttpMethod(method), $"http://www.lab.test:{port}/x")
    {
        Content = method is "POST" or "PUT" ? JsonContent.Create(new { body = "text" }) : null,
    };

    private sealed class Always(IPAddress address) : IAddressSource
    {
        public ValueTask<(IPAddress Address, TimeSpan TimeToLive)> AskAsync(string host, CancellationToken cancellation) =>
            ValueTask.FromResult((address, TimeSpan.FromSeconds(5)));
    }
}
