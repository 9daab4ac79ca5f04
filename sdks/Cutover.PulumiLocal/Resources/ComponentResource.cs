using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Resources that belong together under one name; its own existence is in the stack's state only.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <exception cref="NotSupportedException">The component is remote: no provider plugin is started here.</exception>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args, ComponentResourceOptions.Merge(null, options))
    {
        if (remote)
        {
            throw new NotSupportedException(
                $"Component {name} ({type}) lives in a provider plugin, which the local surface does not start.");
        }
    }

    protected void RegisterOutputs() => RegisterOutputs(PropertyOutputs());

    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Task.FromResult(outputs));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => Deployment.Running.RegisterOutputs(this, outputs);

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) =>
        RegisterOutputs(Utilities.OutputUtilities.GetValueAsync(outputs));

    /// <summary>The properties marked <see cref="OutputAttribute"/>, apart from the URN.</summary>
    private protected IDictionary<string, object?> PropertyOutputs() => OutputMembers.Of(GetType())
        .Where(member => member.Property.DeclaringType != typeof(Resource))
        .ToImmutableDictionary(member => member.Name, member => member.Property.GetValue(this));
}
