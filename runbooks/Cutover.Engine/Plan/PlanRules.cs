using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cutover.Engine;

/// <summary>
/// What every plan must keep. All rules are checked and everything broken is reported at once; docs/plan-rules.md explains each.
/// </summary>
internal static partial class PlanRules
{
    public static IEnumerable<BrokenRule> Check(string runbook, TimeSpan window, IReadOnlyList<Step> steps, IEnumerable<Place> places) =>
        Check(runbook, window, steps).Concat(Places(places));

    private static IEnumerable<BrokenRule> Check(string runbook, TimeSpan window, IReadOnlyList<Step> steps)
    {
        var broken = Names(runbook, window, steps).Concat(Edges(steps)).Concat(Terms(window, steps)).Concat(Gates(steps)).ToList();

        // What follows walks the graph, so it needs one: own steps only, no loops.
        return broken.Exists(rule => rule.Rule is "one-plan" or "no-loop")
            ? broken
            : broken.Concat(FenceRules.Check(window, steps)).Concat(WayBackRules.Check(steps));
    }

    private static IEnumerable<BrokenRule> Names(string runbook, TimeSpan window, IReadOnlyList<Step> steps)
    {
        if (!Name().IsMatch(runbook))
            yield return new(
                "name", "",
                $"the runbook's name '{runbook}' must be lower-case letters, digits, dots and hyphens, such as 'ietf'.");
        if (window <= TimeSpan.Zero)
            yield return new("window", "", $"the window is {window}; give the announced outage's length, such as 4.Hours().");
        if (steps.Count == 0)
            yield return new("not-empty", "", "the runbook has no steps.");
        foreach (var step in steps.Where(step => !Name().IsMatch(step.Id)))
            yield return new(
                "name", step.Id,
                $"the name '{step.Id}' must be lower-case letters, digits, dots and hyphens, such as 'datatracker.fence'.");
        foreach (var same in steps.GroupBy(step => step.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return new("unique-name", same.Key, $"{same.Count()} steps have this name; each needs its own.");
    }

    private static IEnumerable<BrokenRule> Places(IEnumerable<Place> places)
    {
        foreach (var same in places.Distinct().GroupBy(place => place.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return new(
                "unique-place", "",
                $"'{same.Key}' is {string.Join(" and ", same.Select(place => $"a {place.AddressType.Name}"))}; an estate can give "
                    + "it one address only, so name them apart.");
    }

    private static IEnumerable<BrokenRule> Edges(IReadOnlyList<Step> steps)
    {
        var own = steps.ToHashSet();
        var names = string.Join(", ", steps.Select(step => step.Id));
        foreach (var step in steps)
        {
            ImmutableArray<Step>[] named = [step.Needs, step.Reads, step.Seals, step.IfBegun, step.BeforeUndo, step.AfterUndo];
            foreach (var other in named.SelectMany(steps => steps).Distinct())
            {
                if (!own.Contains(other))
                    yield return new(
                        "one-plan", step.Id,
                        $"it refers to '{other.Id}', which is not a step of this runbook; there are: {names}.");
            }

            foreach (var need in step.Needs.Where(own.Contains))
            {
                if (need.IsBack != step.IsBack)
                    yield return new(
                        "one-way", step.Id,
                        $"it needs '{need.Id}', which is on the other way and so can never be Done before it.");
                else if (need.Phase > step.Phase)
                    yield return new(
                        "phase-order", step.Id,
                        $"it is in {step.Phase} and needs '{need.Id}', which is in the later phase {need.Phase}.");
            }

            foreach (var read in step.Reads.Where(read => read.IsBack && !step.IsBack))
                yield return new("one-way", step.Id, $"it reads '{read.Id}', which runs only on the way back.");
        }

        var loop = StepGraph.Loop(steps.ToDictionary(step => step, step => (IReadOnlyCollection<Step>)step.Needs));
        if (loop is not null)
            yield return new(
                "no-loop", loop[0].Id,
                $"the steps wait for each other: {string.Join(" needs ", loop.Append(loop[0]))}. Remove one of these edges.");
    }

    private static IEnumerable<BrokenRule> Terms(TimeSpan window, IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            var terms = step.Terms;
            if (terms.Deadline <= TimeSpan.Zero)
                yield return new("deadline", step.Id, $"its deadline is {terms.Deadline}; it must be longer than nothing.");
            if (terms.AttemptTimeout > terms.Deadline)
                yield return new(
                    "deadline", step.Id,
                    $"one attempt may take {terms.AttemptTimeout}, longer than the step's whole deadline {terms.Deadline}.");
            if (step.Phase is > Phase.Prepare and < Phase.Settle && terms.Deadline > window)
                yield return new("deadline", step.Id, $"its deadline {terms.Deadline} is longer than the window {window}.");
            if (step.Phase is > Phase.Prepare and < Phase.Settle && terms.Look > window)
                yield return new("deadline", step.Id, $"one look of it may take {terms.Look}, longer than the window {window}.");
            if (terms.Retries < 0)
                yield return new("retries", step.Id, $"it retries {terms.Retries} times; that must be 0 or more.");
            foreach (var limit in terms.Limits.Where(limit => limit.AtOnce < 1))
                yield return new("limit", step.Id, $"the limit '{limit.Name}' lets {limit.AtOnce} steps run; that must be 1 or more.");
        }
    }

    private static IEnumerable<BrokenRule> Gates(IReadOnlyList<Step> steps)
    {
        foreach (var gate in steps.OfType<GateStep>())
        {
            if (gate.Roles.Length == 0)
                yield return new("gate", gate.Id, "nobody may vote at it; name at least one role.");
            else if (gate.Votes < 1 || gate.Votes > gate.Roles.Length)
                yield return new(
                    "gate", gate.Id,
                    $"it wants {gate.Votes} votes of {gate.Roles.Length} roles; that must be between 1 and {gate.Roles.Length}.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+([.-][a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
