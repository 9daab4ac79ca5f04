using Cutover.Engine;
using Ietf;

namespace Cutover.Rehearsals;

/// <summary>What broke on the real night, and what could have: the night stops at the right check, and says what is wrong.</summary>
[Collection("lab")]
public sealed class DefectTests(DefectiveNight night) : IClassFixture<DefectiveNight>
{
    /// <summary>The step that must see each, and what it must say. None of them keeps another from beginning.</summary>
    public static TheoryData<string, string> Planted { get; } = new()
    {
        { "announcement", "sign in again" },
        { "www.settings", "it lacks smtp_authority" },
        { "datatracker.settings", "largest_body" },
        { "www.jobs", "it lacks '0 * * * * publish_scheduled'" },
        { "datatracker.jobs", "it lacks '" },
        { "mailarchive.jobs", "it lacks '10 2 * * * check_messages'" },
        { "www.uploads", "was answered 413, too large" },
        { "datatracker.uploads", "was answered 413, too large" },
        { "mailarchive.uploads", "was answered 413, too large" },
        { "mailarchive.broker", "refuses mailarchive with the password" },
        { "www.same-answers", "/download/ was answered 200 text/html and now 404 text/html" },
        { "www.asset-links", "lead nowhere" },
        { "www.links-old", "/iaoc/private" },
        { "datatracker.archive-links", "lead nowhere" },
        { "mailarchive.same-answers", "/robots.txt was answered 200 text/plain and now 404 text/plain" },
        { "mailarchive.export", "403" },
        { "mailarchive.strangers", $"/arch/browse/{Lab.LabEstate.PrivateList}/" },
        { "imap.old-reader", "exited with 127" },
        { "mail.records", "does not fit the certificate" },
        { "mail.sign-in.www", "authentication failed" },
        { "mail.outbound.www", "Relay access denied; allow that host's address there" },
        { "auth.kept", "it lacks the key" },
        { "wiki.login-before", "sign-in failed" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void The_night_stops_where_it_is_seen_and_says_what_is_wrong(string step, string says)
    {
        Assert.Contains(says, night.WhyOf(step), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(night.Events.OfType<RunEvent.StepDone>(), done => done.Step == step);
    }

    [Fact]
    public void Nothing_behind_the_go_was_begun()
    {
        var phases = IetfNight.Plan().Steps.ToDictionary(step => step.Id, step => step.Phase, StringComparer.Ordinal);
        var begun = night.Events.OfType<RunEvent.StepIntended>().Select(each => phases[each.Step]).ToList();
        Assert.NotEmpty(begun);
        Assert.All(begun, phase => Assert.Equal(Phase.Prepare, phase));
        Assert.False(night.Events.OfType<RunEvent.StepDone>().ToLookup(done => done.Step).Contains("go"));
        Assert.True(phases.ContainsKey("go"));
    }
}
