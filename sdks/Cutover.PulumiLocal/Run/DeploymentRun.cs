using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>One evaluation of one program against mocks.</summary>
internal sealed class DeploymentRun(IMocks mocks, TestOptions options)
{
    private readonly ConcurrentQueue<Task> _tasks = new();
    private readonly ConcurrentQueue<Resource> _resources = new();

    public DeploymentInstance Instance { get; } = new(options);

    public ConfigValues Config { get; } = ConfigValues.FromEnvironment();

    public Stack? Stack { get; set; }

    public ImmutableArray<Resource> Resources => [.. _resources];

    public void Track(Task task) => _tasks.Enqueue(task);

    /// <summary>Starts a registration and gives the URN it will have.</summary>
    public Output<string> Register(Resource resource, Resource? parent, bool custom, ResourceArgs args, ResourceOptions resourceOptions)
    {
        _resources.Enqueue(resource);
        var urn = UrnOf(resource, parent);
        var registration = new Registration(mocks, Instance, resource, resourceOptions, urn);
        Track(registration.CompleteAsync(custom, args));
        return registration.Urn;
    }

    public void RegisterOutputs(Resource resource, Task<IDictionary<string, object?>> outputs) =>
        Track(RegisterOutputsAsync(resource, outputs));

    /// <summary>Runs the program and waits for all it started.</summary>
    public async Task CompleteAsync(Func<Task> program)
    {
        var errors = new List<Exception>();
        await Collect(Guarded(program), errors);
        while (_tasks.TryDequeue(out var task))
        {
            await Collect(task, errors);
        }
        var failures = errors.Distinct().Select(Failure).ToList();
        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }

    // A program that throws before its first await fails like one that throws after it.
    private static async Task Guarded(Func<Task> program) => await program();

    private static async Task Collect(Task task, List<Exception> errors)
    {
        try
        {
            await task;
        }
        catch (Exception error)
        {
            errors.Add(error is TargetInvocationException { InnerException: { } inner } ? inner : error);
        }
    }

    private static RunException Failure(Exception error) => error is RunException
        ? new RunException(error.Message)
        : new RunException($"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{error}");

    private async Task RegisterOutputsAsync(Resource resource, Task<IDictionary<string, object?>> outputs)
    {
        var values = (await outputs).ToImmutableDictionary(output => output.Key, output => Untyped(output.Value));
        var urn = (await resource.Urn.Data).Value;
        await mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(urn, values));
    }

    private static Output<object?> Untyped(object? value) => new(Output.Untyped(value).UntypedAsync());

    // The mocks' engine qualifies a type with its root parent's only, so every child of a component shows the stack.
    private string UrnOf(Resource resource, Resource? parent)
    {
        var type = resource.GetResourceType();
        var qualified = parent is null || type == Pulumi.Stack.Token ? type : $"{Pulumi.Stack.Token}${type}";
        return $"urn:pulumi:{Instance.StackName}::{Instance.ProjectName}::{qualified}::{resource.GetResourceName()}";
    }
}
