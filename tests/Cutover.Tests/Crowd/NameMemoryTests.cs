using System.Net;
using Cutover.Crowd;
using Microsoft.Extensions.Time.Testing;

namespace Cutover.Tests;

public sealed class NameMemoryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();

    [Fact]
    public async Task An_answer_is_kept_for_its_TTL_and_no_longer()
    {
        var names = new NameMemory(_answers, times: 1, _time);
        await ResolveAsync(names);
        _answers.Address = IPAddress.Parse("127.0.0.20");

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("127.0.0.21", await ResolveAsync(names));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("127.0.0.20", await ResolveAsync(names));
        Assert.Equal(2, _answers.Asked);
    }

    [Fact]
    public async Task A_resolver_that_over_holds_keeps_it_four_times_as_long()
    {
        var names = new NameMemory(_answers, times: 4, _time);
        await ResolveAsync(names);
        _answers.Address = IPAddress.Parse("127.0.0.20");

        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal("127.0.0.21", await ResolveAsync(names));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("127.0.0.20", await ResolveAsync(names));
    }

    [Fact]
    public async Task An_answer_whose_TTL_has_run_out_is_not_kept()
    {
        _answers.TimeToLive = TimeSpan.Zero;
        var names = new NameMemory(_answers, times: 1, _time);

        await ResolveAsync(names);
        await ResolveAsync(names);

        Assert.Equal(2, _answers.Asked);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("::1")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    public async Task An_address_outside_the_loopback_never_leaves_it(string address)
    {
        _answers.Address = IPAddress.Parse(address);

        var e = await Assert.ThrowsAsync<OutsideLoopbackException>(() => ResolveAsync(new NameMemory(_answers, times: 1, _time)));

        Assert.Equal($"www.lab.test resolves to {address}, outside 127.0.0.0/8: a rehearsal never connects there.", e.Message);
    }

    private static async Task<string> ResolveAsync(NameMemory names) =>
        (await names.ResolveAsync("www.lab.test", TestContext.Current.CancellationToken)).ToString();

    private sealed class Answers : IAddressSource
    {
        public IPAddress Address { get; set; } = IPAddress.Parse("127.0.0.21");

        public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(5);

        public int Asked { get; private set; }

        public ValueTask<(IPAddress Address, TimeSpan TimeToLive)> AskAsync(string host, CancellationToken cancellation)
        {
            Asked++;
            return ValueTask.FromResult((Address, TimeToLive));
        }
    }
}
