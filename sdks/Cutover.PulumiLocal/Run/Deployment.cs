using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>Evaluates a Pulumi program: here with mocks only, since the engine's protocol is in the real package.</summary>
public sealed class Deployment
{
    private static readonly AsyncLocal<DeploymentRun?> Current = new();

    private Deployment()
    {
    }

    /// <exception cref="InvalidOperationException">No program is being evaluated.</exception>
    public static DeploymentInstance Instance => Running.Instance;

    internal static DeploymentRun Running => Current.Value
        ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    public static Task<int> RunAsync(Action action) => throw NoEngine();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => throw NoEngine();

    public static Task<int> RunAsync(Func<Task> func) => throw NoEngine();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => throw NoEngine();

    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() => throw NoEngine();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack => throw NoEngine();

    /// <summary>Every resource that the stack registers, itself among them.</summary>
    /// <exception cref="RunException">The program made one mistake.</exception>
    /// <exception cref="AggregateException">It made several.</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => StackAsync(mocks, options, () => new TStack());

    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null) where TStack : Stack =>
        StackAsync(mocks, options, () => serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new RunException($"Failed to resolve instance of type {typeof(TStack)} from service provider. "
                + "Register the type with the service provider before calling TestWithServiceProviderAsync."));

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources) =>
        FunctionAsync(testMocks, testOptions, createResources);

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        FunctionAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        (await FunctionAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return ImmutableDictionary<string, object?>.Empty;
        })).Resources;

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        (await FunctionAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.FromResult<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);
        })).Resources;

    /// <summary>A run ends when everything that was started in it has ended, and fails when any of it failed.</summary>
    internal static void Track(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Current.Value?.Track(task);
        }
    }

    private static async Task<ImmutableArray<Resource>> StackAsync(IMocks mocks, TestOptions? options, Func<Stack> create)
    {
        var run = Current.Value = new DeploymentRun(mocks, options ?? new TestOptions());
        await run.CompleteAsync(() =>
        {
            create().RegisterPropertyOutputs();
            return Task.CompletedTask;
        });
        return run.Resources;
    }

    private static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> FunctionAsync(
        IMocks mocks, TestOptions options, Func<Task<IDictionary<string, object?>>> create)
    {
        var run = Current.Value = new DeploymentRun(mocks, options);
        IDictionary<string, object?> outputs = ImmutableDictionary<string, object?>.Empty;
        await run.CompleteAsync(async () =>
        {
            var stack = new Stack();
            outputs = await create();
            stack.Publish(outputs);
        });
        return ([.. run.Resources.Where(resource => resource is not Stack)], outputs);
    }

    private static InvalidOperationException NoEngine() => new(
        "This program was built with the local stand-in for the Pulumi SDK, which previews but cannot run under the `pulumi` CLI: "
        + "configure a NuGet source that carries Pulumi 3.112.1 and its providers, delete sdks/choice.props and build again.");
}
