using System.Collections.Immutable;
using Pulumi.Testing;

namespace Stacks.Tests;

/// <summary>Answers with a resource's inputs as its state, and remembers what it was asked.</summary>
internal sealed class Mocks(Func<MockResourceArgs, IDictionary<string, object>>? more = null) : IMocks
{
    private readonly Lock _lock = new();

    public List<MockResourceArgs> Seen { get; } = [];

    public List<MockRegisterResourceOutputsRequest> Outputs { get; } = [];

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_lock)
        {
            Seen.Add(args);
        }
        var state = args.Inputs.SetItems(more?.Invoke(args) ?? ImmutableDictionary<string, object>.Empty);
        return Task.FromResult<(string?, object)>((args.Id is { Length: > 0 } id ? id : $"{args.Name}_id", state));
    }

    public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException($"No stack calls {args.Token}.");

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        lock (_lock)
        {
            Outputs.Add(args);
        }
        return Task.CompletedTask;
    }
}
