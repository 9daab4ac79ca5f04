using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list argument: plain items, outputs of items and outputs of whole lists, in the order they were added.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private ImmutableList<Output<ImmutableArray<T>>> _parts;

    public InputList() : this([])
    {
    }

    private InputList(ImmutableList<Output<ImmutableArray<T>>> parts) : base(null) => _parts = parts;

    public void Add(params Input<T>[] inputs) => _parts = _parts.Add(Output.All(inputs));

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs) => _parts = _parts.AddRange(inputs._parts);

    public InputList<T> Concat(InputList<T> other) => new(_parts.AddRange(other._parts));

    public static implicit operator InputList<T>(T value) => Of(Output.All<T>(value));

    public static implicit operator InputList<T>(Output<T> value) => Of(Output.All(value));

    public static implicit operator InputList<T>(Input<T> value) => Of(Output.All(value));

    public static implicit operator InputList<T>(T[] values) => Of(Output.Create(values.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<T>[] values) => Of(Output.All(values));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(Output.All(values));

    public static implicit operator InputList<T>(List<T> values) => Of(Output.Create(values.ToImmutableArray()));

    public static implicit operator InputList<T>(List<Output<T>> values) => Of(Output.All(values));

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(Output.All(values));

    public static implicit operator InputList<T>(ImmutableArray<T> values) => Of(Output.Create(values));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => Of(Output.All(values.AsEnumerable()));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => Of(Output.All(values.AsEnumerable()));

    public static implicit operator InputList<T>(Output<T[]> values) => Of(values.Apply(items => items.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<List<T>> values) => Of(values.Apply(items => items.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => Of(values.Apply(items => items.ToImmutableArray()));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => Of(values);

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var item in (await Whole().Data).Value)
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("A list of inputs is enumerable for collection initialisers only: its items are known later.");

    private protected override Output<ImmutableArray<T>> Whole() => _parts.Count == 1
        ? _parts[0]
        : Output.All(_parts).Apply(parts => parts.SelectMany(part => part).ToImmutableArray());

    private static InputList<T> Of(Output<ImmutableArray<T>> values) => new([values]);
}
