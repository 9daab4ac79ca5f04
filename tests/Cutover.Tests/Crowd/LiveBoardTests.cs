using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class LiveBoardTests
{
    private readonly LiveBoard _board = new(["datatracker", "www"], MadeUp.Us(1000));

    [Fact]
    public void It_shows_the_last_second_and_no_more()
    {
        _board.Add(MadeUp.Plain(100) with { By = "old" });
        _board.Add(MadeUp.Plain(1500) with { By = "new" });
        _board.Add(MadeUp.Plain(1600, status: 503));
        _board.Add(MadeUp.Plain(500, takes: 1200));
        _board.Add(MadeUp.Write(OperationKind.EventInsert, 1700, Ending.Acknowledged, "v1"));

        var datatracker = _board.Sum(MadeUp.Us(2000))[0];

        Assert.Equal((1, 1, 2), (datatracker.ReadsPerSecond, datatracker.WritesPerSecond, datatracker.FailuresPerSecond));
        Assert.Equal((5L, 2L), (datatracker.Requests, datatracker.Failures));
        Assert.Equal((495.0, 290.0), (datatracker.LastGoodReadAgoMs, datatracker.LastGoodWriteAgoMs));
        Assert.Equal("new", Assert.Single(datatracker.ServedBy));
        Assert.Equal(1200, datatracker.P95Ms);
    }

    [Fact]
    public void A_service_without_any_answer_yet_says_so()
    {
        var www = _board.Sum(MadeUp.Us(2000))[1];

        Assert.Equal((0, 0, 0), (www.ReadsPerSecond, www.WritesPerSecond, www.FailuresPerSecond));
        Assert.Equal((-1.0, -1.0), (www.LastGoodReadAgoMs, www.LastGoodWriteAgoMs));
    }
}
