using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Reads an output outside an <c>Apply</c>: for tests and previews.</summary>
public static class OutputUtilities
{
    public static Output<T> CreateUnknown<T>(T value) => Output<T>.Of(value, isKnown: false, isSecret: false);

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data).IsKnown;

    public static async Task<T> GetValueAsync<T>(Output<T> output) => (await output.Data).Value;

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => (await output.Data).Resources;

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) => new(WithAsync(output, resource));

    private static async Task<OutputData<T>> WithAsync<T>(Output<T> output, Resource resource)
    {
        var data = await output.Data;
        return data with { Resources = data.Resources.Add(resource) };
    }
}
