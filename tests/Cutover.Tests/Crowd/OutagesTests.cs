using CsCheck;
using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class OutagesTests
{
    [Fact]
    public void Nothing_failed_is_no_outage_however_long_the_pause() =>
        Assert.Empty(Measure(1000, Good(0), Good(900)));

    [Fact]
    public void One_failed_request_between_two_good_ones_50_ms_apart_is_an_outage_of_50_ms() =>
        Assert.Equal([(100, 150, 1)], Measure(1000, Good(0), Good(100), Bad(125), Good(150), Good(200)));

    [Fact]
    public void Latency_of_the_answers_around_it_counts_as_users_saw_it() =>
        Assert.Equal([(103, 157, 1)], Measure(1000, Good(0), Good(100, takes: 3), Bad(125), Good(150, takes: 7)));

    [Fact]
    public void A_failure_at_the_start_reaches_back_to_the_beginning() =>
        Assert.Equal([(0, 300, 2)], Measure(1000, Bad(20), Bad(200), Good(300), Good(900)));

    [Fact]
    public void A_failure_at_the_end_reaches_to_the_end() =>
        Assert.Equal([(300, 1000, 2)], Measure(1000, Good(100), Good(300), Bad(400), Bad(800)));

    [Fact]
    public void Nothing_but_failures_is_an_outage_from_beginning_to_end() =>
        Assert.Equal([(0, 1000, 2)], Measure(1000, Bad(100), Bad(200)));

    [Fact]
    public void Interleaved_failures_are_one_outage_when_their_gaps_touch() =>
        Assert.Equal([(0, 60, 3)], Measure(1000, Good(0), Bad(10), Good(20), Bad(30), Good(40), Bad(50), Good(60), Good(70)));

    [Fact]
    public void Interleaved_failures_with_good_answers_between_are_outages_of_their_own() =>
        Assert.Equal([(0, 20, 1), (30, 50, 1)], Measure(1000, Good(0), Bad(10), Good(20), Good(30), Bad(40), Good(50)));

    [Fact]
    public void Two_failures_in_one_gap_count_once() =>
        Assert.Equal([(100, 400, 3)], Measure(1000, Good(100), Bad(200), Bad(300), Bad(301), Good(400)));

    [Fact]
    public void An_answer_still_under_way_from_before_the_failure_ends_nothing() =>
        Assert.Equal([(0, 500, 2)], Measure(1000, Good(0), Good(90, takes: 40), Bad(100), Bad(300), Good(500)));

    [Fact]
    public void A_slow_answer_after_the_failure_does_not_hide_a_quicker_one_that_was_asked_for_later() =>
        Assert.Equal([(0, 131, 1)], Measure(1000, Good(0), Bad(100), Good(110, takes: 600), Good(130, takes: 1)));

    [Fact]
    public void The_longest_gap_is_seen_even_where_nothing_failed()
    {
        Point[] points = [Good(100), Good(700), Good(950)];

        Assert.Equal(MadeUp.Us(600), Outages.LongestGap(points, 0, MadeUp.Us(1000)));
        Assert.Equal(MadeUp.Us(1000), Outages.LongestGap([], 0, MadeUp.Us(1000)));
    }

    [Fact]
    public void A_blackout_is_measured_to_within_the_time_between_two_requests()
    {
        // One request every `every` ms; those intended while the service is away fail.
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 3000], Gen.Int[0, 4000], Gen.Int[0, 20]).Sample(
            (every, from, length, latency) =>
            {
                const int End = 10_000;
                var points = Enumerable.Range(0, End / every)
                    .Select(i => i * every)
                    .Select(at => new Point(MadeUp.Us(at), MadeUp.Us(at + latency), at < from || at >= from + length));
                var measured = Outages.Measure(points, 0, MadeUp.Us(End)).Sum(outage => outage.To - outage.From);

                return length < every
                    ? measured <= MadeUp.Us(length + (2 * (every + latency)))
                    : measured >= MadeUp.Us(length - every - latency) && measured <= MadeUp.Us(length + (2 * (every + latency)));
            },
            iter: 2000);
    }

    private static Point Good(double at, double takes = 0) => new(MadeUp.Us(at), MadeUp.Us(at + takes), Good: true);

    private static Point Bad(double at) => new(MadeUp.Us(at), MadeUp.Us(at + 1), Good: false);

    private static IEnumerable<(double From, double To, int Failures)> Measure(double end, params Point[] points) =>
        Outages.Measure(points, 0, MadeUp.Us(end)).Select(outage => (outage.From / 1000.0, outage.To / 1000.0, outage.Failures));
}
