using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>Makes and joins outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => Output<T>.Of(value, isKnown: true, isSecret: false);

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => Output<T>.Of(value, isKnown: true, isSecret: true);

    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    public static Output<T> CreateSecret<T>(Output<T> value) => value.WithSecret(Task.FromResult(true));

    public static Output<T> Unsecret<T>(Output<T> output) => output.WithSecret(Task.FromResult(false));

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => new(AllAsync([.. outputs]));

    /// <summary>The text with its holes filled once every output in it is known; secret when one of them is.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        var holes = formattableString.GetArguments().Select(Untyped).ToArray();
        return Join(holes, values => string.Format(System.Globalization.CultureInfo.CurrentCulture, formattableString.Format, values));
    }

    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null) =>
        new(OutputJson.SerializeAsync(value, options));

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    internal static IOutput Untyped(object? value) => value switch
    {
        IInput input => input.Untyped(),
        IOutput output => output,
        _ => Create(value),
    };

    /// <summary>One output of several: the selector runs only when all of them are known.</summary>
    internal static Output<TResult> Join<TResult>(IReadOnlyList<IOutput> parts, Func<object?[], TResult> select) =>
        new(JoinAsync(parts, select));

    private static async Task<OutputData<TResult>> JoinAsync<TResult>(IReadOnlyList<IOutput> parts, Func<object?[], TResult> select)
    {
        var joined = OutputData<object?>.Plain(null);
        var values = new object?[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            joined = joined.Then(await parts[i].UntypedAsync());
            values[i] = joined.Value;
        }
        return joined.With(joined.IsKnown ? select(values) : default!);
    }

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Output<T>> outputs)
    {
        var joined = OutputData<T>.Plain(default!);
        var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
        foreach (var output in outputs)
        {
            joined = joined.Then(await output.Data);
            values.Add(joined.Value);
        }
        return joined.With(values.MoveToImmutable());
    }
}
