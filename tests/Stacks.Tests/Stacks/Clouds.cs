using Cutover.Infra;
using Cutover.Stacks;

namespace Stacks.Tests;

/// <summary>Previews of the committed config, with lines of it changed, against states as they are after an up.</summary>
internal static class Clouds
{
    public static DateTimeOffset Noon { get; } = new(2024, 6, 20, 12, 0, 0, TimeSpan.Zero);

    public static Task<EstatePlan> PlanAsync(string environment, params (string Stack, string Line, string Instead)[] edits) =>
        PlanAsync(environment, null, edits);

    public static Task<EstatePlan> PlanAsync(
        string environment, IReadOnlyDictionary<string, StackState>? states, params (string Stack, string Line, string Instead)[] edits) =>
        new EstatePreview(stack => Text(stack, edits)).RunAsync(environment, states);

    /// <summary>The states after all of these plans were brought up.</summary>
    public static Dictionary<string, StackState> Up(EstatePlan plan, DateTimeOffset? at = null) => plan.Stacks
        .Where(stack => stack.Resources.Length > 0)
        .ToDictionary(
            stack => stack.Stack,
            stack => StackState.Parse("state.json", RehearsedState.Of(stack, at ?? Noon.AddDays(-30)), stack.Project));

    public static (string Stack, string Line, string Instead) Flip(string service, string origin) =>
        ("traffic-production", $"    {service}: old", $"    {service}: {origin}");

    private static string Text(string stack, (string Stack, string Line, string Instead)[] edits)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Config, $"Pulumi.{stack}.yaml"));
        foreach (var (_, line, instead) in edits.Where(edit => edit.Stack == stack))
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
            text = text.Replace(line, instead, StringComparison.Ordinal);
        }

        return text;
    }
}
