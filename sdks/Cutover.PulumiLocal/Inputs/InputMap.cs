using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map argument with string keys. The indexer is set-only, as values are known later.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private ImmutableList<Output<ImmutableDictionary<string, TValue>>> _parts;

    public InputMap() : this([])
    {
    }

    private InputMap(ImmutableList<Output<ImmutableDictionary<string, TValue>>> parts) : base(null) => _parts = parts;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) =>
        _parts = _parts.Add(value.ToOutput().Apply(item => ImmutableDictionary<string, TValue>.Empty.Add(key, item)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) => _parts = _parts.AddRange(values._parts);

    /// <summary>Both maps in a new one; where both hold a key, the second's value stands.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        Output.Tuple(first.AsOutput(), second.AsOutput()).Apply(both => both.Item1.SetItems(both.Item2));

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) =>
        Output.Create(values.ToImmutableDictionary());

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        values.Apply(items => items.ToImmutableDictionary());

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        values.Apply(items => items.ToImmutableDictionary());

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new([values]);

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var item in (await Whole().Data).Value)
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("A map of inputs is enumerable for collection initialisers only: its items are known later.");

    private protected override Output<ImmutableDictionary<string, TValue>> Whole() => _parts.Count == 1
        ? _parts[0]
        : Output.All(_parts).Apply(parts => parts.SelectMany(part => part).Aggregate(
            ImmutableDictionary<string, TValue>.Empty, (all, item) => all.Add(item.Key, item.Value)));
}
