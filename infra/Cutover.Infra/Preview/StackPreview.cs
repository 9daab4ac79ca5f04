using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;

namespace Cutover.Infra;

/// <summary>
/// Evaluates one stack's program in this process, without an engine, a plugin or the network, and compares what it wants with the
/// last state. What it cannot see is what a provider would say to it, and what changed outside Pulumi since.
/// </summary>
public sealed class StackPreview
{
    private readonly string _project;
    private readonly StackState? _state;
    private readonly KnownTypes _types = KnownTypes.All;
    private readonly ResourceDiff _diff;
    private readonly Dictionary<string, ResourceOptions> _options = new(StringComparer.Ordinal);

    /// <param name="project">Pulumi's project.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="unknowns">Shared by all stacks of a preview, because they read each other's outputs.</param>
    /// <param name="state">The last state; null for none.</param>
    public StackPreview(string project, string stack, Unknowns unknowns, StackState? state)
    {
        (_project, Stack, Unknowns, _state) = (project, stack, unknowns, state);
        _diff = new ResourceDiff(_types);
    }

    public string Stack { get; }

    /// <summary>What its values that are not known yet and its secrets are stood for by.</summary>
    public Unknowns Unknowns { get; }

    /// <summary>To be given to the stack: it shows what a resource is told beside its arguments.</summary>
    public StackOptions Options => new()
    {
        ResourceTransformations =
        {
            args =>
            {
                lock (_options)
                    _options[$"{args.Resource.GetResourceType()}::{args.Resource.GetResourceName()}"] = args.Options;
                return null;
            },
        },
    };

    /// <summary>What the program wants, what changes, and what it hands to other stacks.</summary>
    /// <param name="create">Makes the stack, inside the run.</param>
    /// <param name="others">The outputs of the stacks that come before it, by stack.</param>
    /// <exception cref="RunException">The program or its config is wrong.</exception>
    public async Task<(StackPlan Plan, StackPlanOutputs Outputs)> RunAsync(
        Func<Stack> create, IReadOnlyDictionary<string, StackPlanOutputs> others)
    {
        var mocks = new PreviewMocks(this, others);
        // Everything is known in a run that is no preview; marks stand for what is not, and show where it arrives.
        var options = new TestOptions { ProjectName = _project, StackName = Stack, IsPreview = false };
        await Deployment.TestWithServiceProviderAsync<Stack>(mocks, new Creator(create), options);

        var wanted = mocks.Resources.OrderBy(resource => resource.Key, StringComparer.Ordinal).ToImmutableArray();
        var keys = wanted.Select(resource => resource.Key).ToHashSet(StringComparer.Ordinal);
        var gone = _state?.Resources.Where(resource => !keys.Contains(resource.Key)).Select(ResourceDiff.Gone) ?? [];
        var changes = wanted.Select(resource => _diff.Compare(resource, _state?.Find(resource.Key))).OfType<ResourceChange>().Concat(gone);
        var plan = new StackPlan(_project, Stack, wanted, [.. changes], Masked(mocks.Outputs))
        {
            State = _state,
        };
        return (plan, mocks.Outputs);
    }

    internal PlannedResource Planned(string type, string name, JsonObject inputs)
    {
        lock (_options)
        {
            var options = _options.GetValueOrDefault($"{type}::{name}");
            return new PlannedResource(type, name, inputs)
            {
                IsProtected = options?.Protect == true,
                Ignored = [.. options?.IgnoreChanges ?? []],
                Component = (options?.Parent as ComponentResource)?.GetResourceName(),
            };
        }
    }

    /// <summary>A resource that stays answers with what the state has of it, overlaid with what the program now says.</summary>
    internal (string Id, JsonObject State) Answer(PlannedResource planned, JsonObject inputs)
    {
        var before = _state?.Find(planned.Key);
        if (before is null || _diff.Compare(planned, before)?.Kind == ChangeKind.Replace)
        {
            var outputs = new ComputedOutputs(_types, Unknowns).Of(planned.Type, planned.Name, inputs);
            return ($"{Unknowns.Number($"{planned.Name}.id")}", outputs);
        }


        var state = Readable(planned, before.Outputs);
        Overlay(state, inputs);
        return (before.Id, state);
    }

    // What the provider added inside an object stays beside what the program says of it.
    private static void Overlay(JsonObject state, JsonObject inputs)
    {
        foreach (var (name, value) in inputs)
        {
            if (state[name] is JsonObject inside && value is JsonObject given && !StackState.IsSecret(inside))
                Overlay(inside, given);
            else
                state[name] = value?.DeepClone();
        }
    }

    private JsonObject Readable(PlannedResource planned, JsonObject outputs) => new(outputs
        .Where(output => !output.Key.StartsWith("__", StringComparison.Ordinal))
        .Select(output => KeyValuePair.Create(output.Key, StackState.IsSecret(output.Value)
            ? Unknowns.Secret($"{planned.Name}.{output.Key}")
            : output.Value?.DeepClone())));

    private JsonObject Masked(StackPlanOutputs outputs) => new(outputs.Values.Select(output => KeyValuePair.Create(
        output.Key, outputs.Secret.Contains(output.Key) ? $"{Unknowns.SecretWord}]" : Unknowns.Render(output.Value))));

    private sealed class Creator(Func<Stack> create) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Stack) ? create() : null;
    }
}
