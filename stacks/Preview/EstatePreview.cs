using System.Collections.Immutable;
using System.Text;
using Cutover.Disk;
using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>Evaluates the stacks of an environment one after the other, each with the outputs of those before it.</summary>
/// <param name="config">The text of a stack's config file, by the stack's name.</param>
public sealed class EstatePreview(Func<string, string> config)
{
    /// <summary>Pulumi.yaml's name.</summary>
    public const string Project = "ietf";

    /// <summary>With the config files of a directory.</summary>
    public static EstatePreview Of(string directory) => new(stack =>
    {
        var file = Path.Combine(directory, $"Pulumi.{stack}.yaml");
        return PlainFile.TryRead(file, out var trouble) is { } text
            ? Encoding.UTF8.GetString(text)
            : throw new StackConfigException(
                $"Stack {stack} has no config in {file}, {trouble}; see any other file beside it for an example.");
    });

    /// <summary>The same, with another config for one stack.</summary>
    public EstatePreview With(string stack, string text) => new(other => other == stack ? text : config(other));

    /// <param name="environment">Whose stacks.</param>
    /// <param name="states">The last state of each stack that has one.</param>
    /// <param name="only">
    /// The one stack that is evaluated, as when it alone is brought up: the others that have a state are taken as that has them. Null for
    /// all.
    /// </param>
    /// <exception cref="StackConfigException">A config is wrong.</exception>
    /// <exception cref="Pulumi.RunException">A stack's program is wrong.</exception>
    public async Task<EstatePlan> RunAsync(
        string environment, IReadOnlyDictionary<string, StackState>? states = null, string? only = null)
    {
        var unknowns = new Unknowns();
        var outputs = new Dictionary<string, StackPlanOutputs>(StringComparer.Ordinal);
        var plans = ImmutableArray.CreateBuilder<StackPlan>();
        var unset = ImmutableArray.CreateBuilder<string>();
        foreach (var kind in EstateStacks.Kinds)
        {
            var stack = kind.In(environment);
            var state = states?.GetValueOrDefault(stack);
            var isUp = only is not null && stack != only && state is not null;
            var (plan, given) = isUp
                ? (StackPlan.AsItIs(state!), StackPlanOutputs.Of(state!, unknowns))
                : await EvaluateAsync(kind, environment, new StackPreview(Project, stack, unknowns, state), outputs, unset);
            plans.Add(plan);
            outputs.Add(stack, given);
        }

        return new EstatePlan(environment, plans.ToImmutable(), unset.ToImmutable());
    }

    private async Task<(StackPlan Plan, StackPlanOutputs Outputs)> EvaluateAsync(
        StackKind kind, string environment, StackPreview preview, IReadOnlyDictionary<string, StackPlanOutputs> others,
        ImmutableArray<string>.Builder unset)
    {
        var file = FileOf(preview.Stack);
        YamlValues? values = null;
        values = YamlValues.Parse(file, config(preview.Stack), Secret);
        var settings = new StackSettings(preview.Stack, file, values);
        return await preview.RunAsync(
            () => kind.Create(new StackContext(environment, settings) { Options = preview.Options }), others);

        string Secret(string key)
        {
            if (values?.IsEncrypted(key) is null)
                unset.Add($"{preview.Stack} {key}");
            return preview.Unknowns.Secret($"{preview.Stack} {key}");
        }
    }

    public static string FileOf(string stack) => $"stacks/config/Pulumi.{stack}.yaml";
}
