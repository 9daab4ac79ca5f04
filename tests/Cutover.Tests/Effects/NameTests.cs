using Cutover.Effects;
using Cutover.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Cutover.Tests;

public sealed class NameTests
{
    [Fact]
    public async Task The_old_TTL_is_waited_out_from_when_every_server_had_the_low_one()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2024, 6, 20, 10, 0, 0, TimeSpan.Zero));
        var scene = new Scene { Time = time };
        var seen = new TtlSeen([], 5, 300, time.GetUtcNow());
        var wait = Dns.WaitOutTtl(scene.Done("lower", Dns.LowerTtl(new Place<NameAddress>("name"), 5), seen));

        time.Advance(TimeSpan.FromSeconds(299));
        var early = await scene.ProbeAsync(wait);
        time.Advance(TimeSpan.FromSeconds(1));
        var late = await scene.ProbeAsync(wait);

        Assert.Equal(Verdict.NotDone, early.Verdict);
        Assert.Contains("until 2024-06-20 10:05:00Z, 1 s more", early.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.Done, late.Verdict);
    }

    [Theory]
    [InlineData("A", "127.0.0.20\nsend")]
    [InlineData("A", "::1")]
    [InlineData("AAAA", "127.0.0.1")]
    [InlineData("CNAME", "a b")]
    [InlineData("TXT", "x")]
    public async Task A_value_that_a_name_cannot_have_never_reaches_the_update_program(string type, string value)
    {
        var scene = new Scene();
        var name = scene.Place(
            "name", new NameAddress { Zone = "lab.test", Name = "www.lab.test", Type = type, Servers = ["127.0.0.1:1"],
                UpdateServer = "127.0.0.1:1" });
        var target = scene.Place("target", new TargetAddress { Values = [value] });

        await Assert.ThrowsAsync<EffectException>(() => scene.ProbeAsync(Dns.Flip(name, target, target)));
    }

    [Fact]
    public void A_flip_is_undone_when_every_server_says_what_one_said_before_whatever_the_serials()
    {
        var effect = Dns.Flip(new Place<NameAddress>("name"), new Place<TargetAddress>("old"), new Place<TargetAddress>("new"));
        static NameSeen Seen(int there, params (string Value, long Serial)[] answers) =>
            new([.. answers.Select(a => new ServerAnswer("s", [a.Value], 5, a.Serial))], there);
        var before = Seen(0, ("old", 1), ("old", 1));

        Assert.True(effect.IsUndone(before, Seen(0, ("old", 3), ("old", 3))));
        Assert.False(effect.IsUndone(before, Seen(1, ("old", 3), ("new", 2))));
        Assert.False(effect.IsUndone(before, Seen(0, ("third", 3), ("third", 3))));
        Assert.False(effect.IsUndone(Seen(1, ("old", 1), ("new", 2)), Seen(2, ("new", 2), ("new", 2))));
    }
}
