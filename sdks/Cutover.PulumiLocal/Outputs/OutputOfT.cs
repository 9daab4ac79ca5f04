namespace Pulumi;

/// <summary>
/// A value that is known later, or only after an <c>up</c>; it remembers whether it is secret and which resources it came from.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        Deployment.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    public static Output<T> Create(Task<T> value) => new(PlainAsync(value));

    public Output<ValueTuple> Apply(Func<T, Task> func) => Apply<ValueTuple>(async value =>
    {
        await func(value);
        return default;
    });

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply<TResult>(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply<TResult>(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply<TResult>(value => func(value)?.ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    /// <summary>A fixed warning, as in Pulumi: an output is no string, and a silent one would end up in a DNS record.</summary>
    public override string ToString() => string.Join('\n',
        "Calling [ToString] on an [Output<T>] is not supported.",
        "",
        "To get the value of an Output<T> as an Output<string> consider:",
        "1. o.Apply(v => $\"prefix{v}suffix\")",
        "2. Output.Format($\"prefix{hostname}suffix\");",
        "",
        "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.",
        "This function may throw in a future version of Pulumi.");

    async Task<OutputData<object?>> IOutput.UntypedAsync()
    {
        var data = await Data;
        return data.With<object?>(data.Value);
    }

    internal static Output<T> Of(T value, bool isKnown, bool isSecret) =>
        new(Task.FromResult(new OutputData<T>([], value, isKnown, isSecret)));

    internal Output<T> WithSecret(Task<bool> isSecret) => new(WithSecretAsync(isSecret));

    private static async Task<OutputData<T>> PlainAsync(Task<T> value) => OutputData<T>.Plain(await value);

    private async Task<OutputData<T>> WithSecretAsync(Task<bool> isSecret) => await Data with { IsSecret = await isSecret };

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await Data;
        if (!data.IsKnown)
        {
            return data.With<TResult>(default!);
        }
        var inner = func(data.Value);
        return inner is null ? data.With<TResult>(default!) : data.Then(await inner.Data);
    }
}
