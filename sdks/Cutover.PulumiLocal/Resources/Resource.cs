using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Something a stack asks for. Making one registers it with the deployment that is being evaluated.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;

    /// <exception cref="InvalidOperationException">No deployment is being evaluated.</exception>
    private protected Resource(string type, string name, bool custom, ResourceArgs? args, ResourceOptions options)
    {
        var run = Deployment.Running;
        (_type, _name) = (type, name);
        var parent = options.Parent ?? run.Stack;
        Transformations = [.. options.ResourceTransformations, .. parent?.Transformations ?? []];
        (var given, options) = Transform(args ?? ResourceArgs.Empty, options);
        options.Protect ??= options.Parent?.Protect;
        Protect = options.Protect;
        Providers = (options.Parent?.Providers ?? []).SetItems(options.OwnProviders().Select(Providing));
        if (custom)
        {
            options.Provider ??= options.Parent?.Providers.GetValueOrDefault(type.Split(':')[0]);
        }
        Urn = run.Register(this, parent, custom, given, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; }

    internal bool? Protect { get; }

    internal ImmutableDictionary<string, ProviderResource> Providers { get; }

    private ImmutableArray<ResourceTransformation> Transformations { get; }

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        var parent = options.Parent;
        foreach (var transformation in Transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is { } changed)
            {
                (args, options) = (changed.Args, changed.Options);
            }
            if (options.Parent != parent)
            {
                throw new ArgumentException(
                    "Transformations cannot currently be used to change the `parent` of a resource.", nameof(options));
            }
        }
        return (args, options);
    }

    private static KeyValuePair<string, ProviderResource> Providing(ProviderResource provider) => new(provider.Package, provider);
}
