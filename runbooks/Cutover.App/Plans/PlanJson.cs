using Cutover.Engine;

namespace Cutover.App;

/// <summary>A plan as data for other programs.</summary>
internal sealed record PlanJson(
    string Runbook, string Hash, double WindowS, IReadOnlyList<string> Places, IReadOnlyList<PlanJson.StepJson> Steps)
{
    public static PlanJson Of(Runbook runbook) => new(
        runbook.Id,
        runbook.Hash,
        runbook.Window.TotalSeconds,
        [.. runbook.Places.Select(place => place.Name)],
        [.. runbook.Steps.Concat(runbook.BackSteps).Select(step => StepJson.Of(runbook, step))]);

    /// <summary>One step; what does not concern it is absent.</summary>
    public sealed record StepJson
    {
        public required string Id { get; init; }

        public required string Phase { get; init; }

        /// <summary>step, check or gate.</summary>
        public required string Kind { get; init; }

        /// <summary>Whether it belongs to the way back only.</summary>
        public bool Back { get; init; }

        public required string Verb { get; init; }

        public string? Owner { get; init; }

        public required IReadOnlyList<string> Needs { get; init; }

        public double? DeadlineS { get; init; }

        public double? ExpectedS { get; init; }

        public double? ExpiresS { get; init; }

        public int? Retries { get; init; }

        public IReadOnlyList<string>? Roles { get; init; }

        public int? Votes { get; init; }

        /// <summary>How long the fence may keep writers out.</summary>
        public double? FenceBudgetS { get; init; }

        public bool? Opens { get; init; }

        public IReadOnlyList<string>? Seals { get; init; }

        public bool? PointOfNoReturn { get; init; }

        public bool? Undo { get; init; }

        /// <summary>The steps of the way back that answer for it.</summary>
        public IReadOnlyList<string>? AnsweredBy { get; init; }

        public string? Stays { get; init; }

        public IReadOnlyList<string>? IfBegun { get; init; }

        public IReadOnlyList<string>? BeforeUndoOf { get; init; }

        public IReadOnlyList<string>? AfterUndoOf { get; init; }

        public static StepJson Of(Runbook runbook, Step step) => new()
        {
            Id = step.Id,
            Phase = step.Phase.ToString(),
            Kind = StepMarks.Kind(step),
            Back = step.IsBack,
            Verb = step.Verb,
            Owner = step.Owner?.Name,
            Needs = [.. step.Needs.Select(need => need.Id)],
            DeadlineS = step.IsGate ? null : step.Terms.Deadline.TotalSeconds,
            ExpectedS = step.Terms.Expected?.TotalSeconds,
            ExpiresS = step.Terms.Expires?.TotalSeconds,
            Retries = step.Terms.Retries > 0 ? step.Terms.Retries : null,
            Roles = step is GateStep gate ? [.. gate.Roles.Select(role => role.Name)] : null,
            Votes = (step as GateStep)?.Votes,
            FenceBudgetS = (step.Probe as IFence)?.Budget.TotalSeconds,
            Opens = step.IsOpening ? true : null,
            Seals = Ids(step.Seals),
            PointOfNoReturn = step.IsPointOfNoReturn ? true : null,
            Undo = step is { IsEffect: true, IsBack: false } ? step.IsReversible : null,
            AnsweredBy = Ids(runbook.BackSteps.Where(back => back.IfBegun.Contains(step))),
            Stays = step.Stays,
            IfBegun = Ids(step.IfBegun),
            BeforeUndoOf = Ids(step.BeforeUndo),
            AfterUndoOf = Ids(step.AfterUndo),
        };

        private static List<string>? Ids(IEnumerable<Step> steps)
        {
            var ids = steps.Select(step => step.Id).ToList();
            return ids.Count > 0 ? ids : null;
        }
    }
}
