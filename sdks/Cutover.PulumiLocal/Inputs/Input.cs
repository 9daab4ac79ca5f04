namespace Pulumi;

/// <summary>What a resource's argument takes: a value, or an output that becomes one.</summary>
public class Input<T> : IInput
{
    private readonly Output<T>? _value;

    private protected Input(Output<T>? value) => _value = value;

    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.ToOutput();

    IOutput IInput.Untyped() => Whole();

    /// <summary>The value as one output; a list or a map joins its parts here.</summary>
    private protected virtual Output<T> Whole() => _value ?? Output.Create(default(T)!);

    internal Output<T> AsOutput() => Whole();
}
