using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack, named <c>organization/project/stack</c>.</summary>
public class StackReference : CustomResource
{
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base("pulumi:pulumi:StackReference", name, new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args?.Name ?? name }))
    {
    }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>The output, or null when the stack has none of this name.</summary>
    public Output<object?> GetOutput(Input<string> name) => Output.Tuple(name.ToOutput(), Outputs)
        .Apply(both => both.Item2.GetValueOrDefault(both.Item1)).WithSecret(IsSecretAsync(name));

    /// <exception cref="KeyNotFoundException">The stack has no output of this name.</exception>
    public Output<object> RequireOutput(Input<string> name) => Output.Tuple(name.ToOutput(), Name, Outputs)
        .Apply(all => all.Item3.TryGetValue(all.Item1, out var value) ? value : throw Missing(all.Item1, all.Item2))
        .WithSecret(IsSecretAsync(name));

    /// <summary>The value, or the secret value, without a wrapping output; both null when unknown or missing.</summary>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).Data;
        return data.IsSecret
            ? new StackReferenceOutputDetails { SecretValue = data.Value }
            : new StackReferenceOutputDetails { Value = data.Value };
    }

    private static KeyNotFoundException Missing(string name, string stack) =>
        new($"Required output '{name}' does not exist on stack '{stack}'.");

    private async Task<bool> IsSecretAsync(Input<string> name)
    {
        var (asked, secret) = (await name.ToOutput().Data, await SecretOutputNames.Data);
        return asked.IsKnown && secret.IsKnown ? secret.Value.Contains(asked.Value) : (await Outputs.Data).IsSecret;
    }
}
