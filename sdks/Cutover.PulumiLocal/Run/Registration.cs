using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One resource on its way to the mocks and back: its outputs are made at once and filled when the answer is there.</summary>
internal sealed class Registration
{
    private readonly IMocks _mocks;
    private readonly DeploymentInstance _instance;
    private readonly Resource _resource;
    private readonly ResourceOptions _options;
    private readonly string _urn;
    private readonly OutputSource<string> _urnSource;
    private readonly ImmutableDictionary<string, IOutputSource> _outputs;

    public Registration(IMocks mocks, DeploymentInstance instance, Resource resource, ResourceOptions options, string urn)
    {
        (_mocks, _instance, _resource, _options, _urn) = (mocks, instance, resource, options, urn);
        _urnSource = new OutputSource<string>(resource);
        _outputs = resource is CustomResource ? Outputs(resource) : ImmutableDictionary<string, IOutputSource>.Empty;
    }

    public Output<string> Urn => _urnSource.Output;

    public async Task CompleteAsync(bool custom, ResourceArgs args)
    {
        try
        {
            await AnswerAsync(custom, args);
        }
        catch (Exception error)
        {
            _urnSource.Fail(error);
            foreach (var output in _outputs.Values)
            {
                output.Fail(error);
            }
            throw;
        }
    }

    private async Task AnswerAsync(bool custom, ResourceArgs args)
    {
        if (_resource is Stack)
        {
            _urnSource.Set(_urn);
            return;
        }
        await _options.DependsOn.ToOutput().Data;
        var inputs = await Serializer.SerializeArgsAsync(args);
        var id = _options.Id is { } asked ? await asked.ToOutput().Data : OutputData<string>.Plain("");
        if (!id.IsKnown)
        {
            _urnSource.Set(_urn);
            Fill(ImmutableDictionary<string, object?>.Empty, null, isPreview: true);
            return;
        }
        var request = new MockResourceArgs
        {
            Type = _resource.GetResourceType(),
            Name = _resource.GetResourceName(),
            Inputs = inputs.Where(input => input.Value is { IsKnown: true, Value: not null })
                .ToImmutableDictionary(input => input.Key, input => input.Value.Value!),
            Provider = custom && _options.Provider is { } provider ? await provider.ReferenceAsync() : "",
            Id = id.Value.Length > 0 ? id.Value : (_options as CustomResourceOptions)?.ImportId ?? "",
        };
        var answer = await _mocks.NewResourceAsync(request);
        var state = await Serializer.SerializeAsync(answer.state);
        _urnSource.Set(_urn);
        Fill((ImmutableDictionary<string, object?>?)state.Value ?? ImmutableDictionary<string, object?>.Empty,
            answer.id ?? "", _instance.IsDryRun);
    }

    private void Fill(ImmutableDictionary<string, object?> state, string? id, bool isPreview)
    {
        foreach (var (name, output) in _outputs)
        {
            if (name == "id")
            {
                output.Set(id, isKnown: id is not null);
            }
            else
            {
                var found = state.TryGetValue(name, out var value);
                output.Set(value, isKnown: found || !isPreview);
            }
        }
    }

    private static ImmutableDictionary<string, IOutputSource> Outputs(Resource resource)
    {
        var outputs = ImmutableDictionary.CreateBuilder<string, IOutputSource>();
        foreach (var member in OutputMembers.Of(resource.GetType()).Where(member => member.Property.DeclaringType != typeof(Resource)))
        {
            var type = typeof(OutputSource<>).MakeGenericType(member.Property.PropertyType.GetGenericArguments()[0]);
            var source = (IOutputSource)Activator.CreateInstance(type, resource)!;
            member.Property.SetValue(resource, source.Untyped);
            outputs[member.Name] = source;
        }
        return outputs.ToImmutable();
    }
}
