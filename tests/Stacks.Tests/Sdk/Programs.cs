using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Stacks.Tests;

/// <summary>Runs a small program as an update or a preview of project <c>proj</c>, stack <c>st</c>.</summary>
internal static class Programs
{
    public static TestOptions Update => new() { IsPreview = false, ProjectName = "proj", StackName = "st" };

    public static async Task<Mocks> RunAsync(Action program, Mocks? mocks = null)
    {
        mocks ??= new Mocks();
        await Deployment.TestAsync(mocks, Update, program);
        return mocks;
    }

    public static async Task<Mocks> RunAsync(Func<Task> program, Mocks? mocks = null)
    {
        mocks ??= new Mocks();
        await Deployment.TestAsync(mocks, Update, program);
        return mocks;
    }

    /// <summary>The one mistake that the program makes.</summary>
    public static async Task<RunException> FailureAsync(Action program, Mocks? mocks = null) =>
        await Assert.ThrowsAsync<RunException>(() => RunAsync(program, mocks));

    public static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);

    public static Task<bool> IsKnown<T>(Output<T> output) => OutputUtilities.GetIsKnownAsync(output);
}
