using System.Collections.Immutable;
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
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new StackConfigException(
                $"Stack {stack} has no config: there is no {file}; see any other file beside it for an example.");
    });

    /// <param name="environment">Whose stacks.</param>
    /// <param name="states">The last state of each stack that has one.</param>
    /// <exception cref="StackConfigException">A config is wrong.</exception>
    /// <exception cref="Pulumi.RunException">A stack's program is wrong.</exception>
    public async Task<EstatePlan> RunAsync(string environment, IReadOnlyDictionary<string, StackState>? states = null)
    {
        var unknowns = new Unknowns();
        var outputs = new Dictionary<string, StackPlanOutputs>(StringComparer.Ordinal);
        var plans = ImmutableArray.CreateBuilder<StackPlan>();
        var unset = ImmutableArray.CreateBuilder<string>();
        foreach (var kind in EstateStacks.Kinds)
        {
            var stack = kind.In(environment);
            var preview = new StackPreview(Project, stack, unknowns, states?.GetValueOrDefault(stack));
            var file = FileOf(stack);
            YamlValues? values = null;
            values = YamlValues.Parse(file, config(stack), key => Secret(stack, key));
            var (plan, given) = await preview.RunAsync(
                () => kind.Create(new StackContext(environment, new StackSettings(stack, file, values)) { Options = preview.Options }),
                outputs);
            plans.Add(plan);
            outputs.Add(stack, given);

            string Secret(string owner, string key)
            {
                if (values?.IsEncrypted(key) is null)
                    unset.Add($"{owner} {key}");
                return unknowns.Secret($"{owner} {key}");
            }
        }

        return new EstatePlan(environment, plans.ToImmutable(), unset.ToImmutable());
    }

    public static string FileOf(string stack) => $"stacks/config/Pulumi.{stack}.yaml";
}
