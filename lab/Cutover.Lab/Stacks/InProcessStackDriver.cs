using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Infra;
using Cutover.Stacks;
using Pulumi;

namespace Cutover.Lab;

/// <summary>
/// A stack without Pulumi's engine: config files and states in a directory of the lab, evaluated by the code that <c>pulumi up</c>
/// runs, and brought up by whoever realises plans on the lab.
/// </summary>
/// <param name="directory">Holds <c>Pulumi.STACK.yaml</c>, a copy that may be changed, and <c>STACK.json</c>, the states.</param>
/// <param name="stack">The stack, such as traffic-production.</param>
/// <param name="time">When a resource changed.</param>
/// <param name="cloud">Makes the lab be as a plan says, and tells how it is.</param>
public sealed class InProcessStackDriver(string directory, string stack, TimeProvider time, IRealiser cloud) : IStackDriver
{
    // What a preview saw is what the up after it brings there, unless something has changed between.
    private (string Basis, StackPlan Plan)? _last;

    private string ConfigFile => Path.Combine(directory, $"Pulumi.{stack}.yaml");

    private string StateFile => Path.Combine(directory, $"{stack}.json");

    // An up that began and did not end; Pulumi keeps the same in its state.
    private string PendingFile => Path.Combine(directory, $"{stack}.pending");

    public async Task<StackLook> LookAsync(CancellationToken cancellation)
    {
        var config = StackConfigFile.Read(await File.ReadAllTextAsync(ConfigFile, cancellation));
        var outputs = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (File.Exists(StateFile) && JsonNode.Parse(await File.ReadAllTextAsync(StateFile, cancellation)) is { } state)
            outputs = Flat(state["deployment"]?["resources"]?[0]?["outputs"] as JsonObject ?? []);

        return new StackLook(config, outputs, File.Exists(PendingFile) ? 1 : 0);
    }

    public async Task SetAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation)
    {
        var text = StackConfigFile.With(await File.ReadAllTextAsync(ConfigFile, cancellation), config);
        await ReplaceAsync(ConfigFile, text, cancellation);
    }

    public async Task<StackPlanSeen> PreviewAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation)
    {
        var plan = await PlanAsync(StackConfigFile.With(await File.ReadAllTextAsync(ConfigFile, cancellation), config));
        return new StackPlanSeen(plan.WantedHash, [.. plan.Changes.Select(Seen)]);
    }

    public async Task UpAsync(Action<string> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(say);
        var plan = await PlanAsync(await File.ReadAllTextAsync(ConfigFile, cancellation));
        await ReplaceAsync(PendingFile, plan.Hash, cancellation);
        await CloudAsync(() => cloud.RealiseAsync(plan, cancellation));
        await ReplaceAsync(StateFile, RehearsedState.Of(plan, time.GetUtcNow(), cloud.Known), cancellation);
        File.Delete(PendingFile);
        foreach (var change in plan.Changes)
            say($"{Operation(change.Kind)} {change.Name}");
    }

    /// <summary>
    /// What an interrupted up left open is done again by the next one, because realising a plan twice is realising it once; and the state
    /// says afterwards what is there.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        if (File.Exists(StateFile) && JsonNode.Parse(await File.ReadAllTextAsync(StateFile, cancellation)) is JsonObject state)
        {
            await CloudAsync(() => cloud.RefreshAsync(state, cancellation));
            await ReplaceAsync(StateFile, state.ToJsonString(), cancellation);
        }

        File.Delete(PendingFile);
    }

    private async Task<StackPlan> PlanAsync(string config)
    {
        try
        {
            var basis = $"{Written()}\n{config}";
            if (_last is not { } last || last.Basis != basis)
                _last = last = (basis, await EvaluateAsync(config));
            return last.Plan;
        }
        catch (Exception wrong) when (wrong is RunException or StateException)
        {
            throw new EffectException(wrong.Message, wrong);
        }
    }

    private async Task<StackPlan> EvaluateAsync(string config)
    {
        var environment = EstateStacks.Named(stack).Environment;
        var states = EstateStacks.Kinds.Select(kind => kind.In(environment))
            .Select(name => (Name: name, File: Path.Combine(directory, $"{name}.json")))
            .Where(state => File.Exists(state.File))
            .ToDictionary(
                state => state.Name,
                state => StackState.Parse(state.File, File.ReadAllText(state.File), EstatePreview.Project),
                StringComparer.Ordinal);
        var plan = await EstatePreview.Of(directory).With(stack, config).RunAsync(environment, states, stack);
        // The first up creates everything; from then on it is the night.
        var broken = AllPolicies.Check(new PolicyInput(plan, time.GetUtcNow()) { IsNight = states.ContainsKey(stack) })
            .FirstOrDefault(found => found.Finding.Stack == stack);
        return broken is null
            ? plan.Stacks.Single(found => found.Stack == stack)
            : throw new EffectException($"The plan of {stack} breaks {broken.Policy}: {broken.Finding.Sentence} {broken.Reason}");
    }

    /// <summary>When everything else that a plan is made from was last written.</summary>
    private string Written() => string.Join(' ', Directory.EnumerateFiles(directory, "*.yaml").Where(file => file != ConfigFile)
        .Concat(Directory.EnumerateFiles(directory, "*-*.json")).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}"));

    private static async Task CloudAsync(Func<Task> acts)
    {
        try
        {
            await acts();
        }
        catch (LabException cannot)
        {
            throw new EffectException(cannot.Message, cannot);
        }
    }

    private static StackChange Seen(ResourceChange change) => new(
        Operation(change.Kind), change.Type, change.Name, [.. change.Properties.Select(property => StackConfigFile.Items(property.Path))]);

    private static string Operation(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "create",
        ChangeKind.Delete => "delete",
        ChangeKind.Replace => "replace",
        _ => "update",
    };

    private static ImmutableSortedDictionary<string, string> Flat(JsonObject outputs) => outputs
        .SelectMany(output => output.Value is JsonObject map
            ? map.Select(entry => KeyValuePair.Create($"{output.Key}.{entry.Key}", entry.Value?.ToString() ?? ""))
            : [KeyValuePair.Create(output.Key, output.Value?.ToString() ?? "")])
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    // A reader sees the old text or the new one, and a crash leaves one of the two.
    private static async Task ReplaceAsync(string file, string text, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync($"{file}.new", text, cancellation);
        File.Move($"{file}.new", file, overwrite: true);
    }
}
