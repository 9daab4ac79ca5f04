using Cutover.Crowd;
using static Cutover.Crowd.OperationKind;
using static Cutover.Crowd.Ending;

namespace Cutover.Tests;

public sealed class StaleReadsTests
{
    private static readonly Operation[] Writes =
    [
        MadeUp.Write(EventInsert, 0, Acknowledged, "v1"),
        MadeUp.Write(EventUpdate, 100, Acknowledged, "v2"),
        MadeUp.Write(EventDelete, 200, Acknowledged),
    ];

    [Theory]
    [InlineData(20, "v1", false)]
    [InlineData(20, "-", true)]
    [InlineData(120, "v2", false)]
    [InlineData(120, "v1", true)]
    [InlineData(120, "-", true)]
    [InlineData(220, "-", false)]
    [InlineData(220, "v2", true)]
    public void A_read_after_the_answer_must_show_it(double at, string seen, bool stale) =>
        Assert.Equal(stale, IsStale(MadeUp.Read(at, seen)));

    [Theory]
    [InlineData("v1", false)]
    [InlineData("v2", false)]
    [InlineData("-", true)]
    public void A_read_during_a_write_may_show_either_version(string seen, bool stale) =>
        Assert.Equal(stale, IsStale(MadeUp.Read(95, seen)));

    [Fact]
    public void A_read_that_began_before_the_answer_may_miss_the_write() => Assert.False(IsStale(MadeUp.Read(105, "v1")));

    [Fact]
    public void A_write_that_begins_after_the_read_has_ended_cannot_show() => Assert.True(IsStale(MadeUp.Read(50, "v2")));

    [Fact]
    public void After_an_unknown_write_a_read_may_show_either()
    {
        Operation[] writes = [Writes[0], MadeUp.Write(EventUpdate, 100, Unknown, "v2")];

        Assert.Empty(StaleReads.Find([MadeUp.Read(500, "v1"), MadeUp.Read(500, "v2")], writes));
    }

    [Fact]
    public void A_posted_draft_that_www_does_not_have_is_a_stale_read_of_www()
    {
        var posted = new Operation("datatracker", SubmissionStatus, 0, 0, 0, MadeUp.Us(50), Good) { Key = "draft-a", Seen = "posted" };
        var before = new Operation("www", DraftRead, 0, MadeUp.Us(40), MadeUp.Us(40), MadeUp.Us(60), Good)
        {
            Key = "draft-a",
            Seen = Operation.Absent,
        };
        var after = before with { Due = MadeUp.Us(70), Sent = MadeUp.Us(70), Done = MadeUp.Us(80) };

        Assert.Equal([after], StaleReads.Find([before, after, after with { Seen = "draft-a" }], [posted]));
    }

    private static bool IsStale(Operation read) => StaleReads.Find([read], Writes).Count == 1;
}
