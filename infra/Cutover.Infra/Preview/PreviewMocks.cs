using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Cutover.Infra;

/// <summary>Answers a program as the providers would: from the last state where a resource stays, else with marks.</summary>
internal sealed class PreviewMocks(StackPreview preview, IReadOnlyDictionary<string, StackPlanOutputs> others) : IMocks
{
    private const string Reference = "pulumi:pulumi:StackReference";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PlannedResource> _resources = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PlannedResource> Resources => _resources.Values;

    /// <summary>The stack's own outputs, with marks in them.</summary>
    public StackPlanOutputs Outputs { get; private set; } = StackPlanOutputs.None;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var (type, name) = (args.Type!, args.Name!);
        if (type == Reference)
            return Task.FromResult<(string?, object)>((args.Id, Outside(args.Id ?? name)));

        var inputs = (JsonObject)JsonValues.Tidy(JsonValues.ToJson(args.Inputs))!;
        lock (_lock)
        {
            var planned = preview.Planned(type, name, (JsonObject)preview.Unknowns.Render(inputs)!) with
            {
                Provider = args.Provider ?? "",
            };
            if (!type.StartsWith("cutover:", StringComparison.Ordinal) && !_resources.TryAdd(planned.Key, planned))
                throw new InvalidOperationException(
                    $"Two resources of stack {preview.Stack} are called {planned.Key}; give each a name of its own.");

            var (id, state) = preview.Answer(planned, inputs);
            return Task.FromResult<(string?, object)>((id, JsonValues.FromJson(state)!));
        }
    }

    public Task<object> CallAsync(MockCallArgs args) =>
        throw new NotSupportedException($"{args?.Token} asks a provider, which a preview without credentials cannot.");

    // A mock hears of components' outputs as well; only the stack's are read by others.
    public async Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (!args.Urn.Contains("::pulumi:pulumi:Stack::", StringComparison.Ordinal))
            return;

        var values = new JsonObject();
        var secret = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (name, output) in args.Outputs.OrderBy(output => output.Key, StringComparer.Ordinal))
        {
            values[name] = JsonValues.ToJson(await OutputUtilities.GetValueAsync(output));
            if (await Output.IsSecretAsync(output))
                secret.Add(name);
        }

        Outputs = new StackPlanOutputs(values, secret.ToImmutable());
    }

    // organization/project/stack
    private Dictionary<string, object> Outside(string reference)
    {
        var stack = reference.Split('/')[^1];
        var outputs = others.GetValueOrDefault(stack)
            ?? throw new RunException($"{preview.Stack} reads outputs of {stack}, which is not among the stacks that come before it.");
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = reference,
            ["outputs"] = JsonValues.FromJson(outputs.Values)!,
            ["secretOutputNames"] = outputs.Secret.Order(StringComparer.Ordinal).ToArray(),
        };
    }
}
