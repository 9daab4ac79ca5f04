using Pulumi;
using Pulumi.DigitalOcean;

namespace Stacks.Tests;

/// <summary>What goes wrong in a program, as the real SDK reports it.</summary>
public sealed class FailureProbes
{
    [Fact]
    public async Task A_required_argument_that_is_missing_fails_the_run_and_not_its_construction()
    {
        var constructed = false;
        var failure = await Programs.FailureAsync(() =>
        {
            _ = new Droplet("d", new DropletArgs { Image = "x" });
            constructed = true;
        });
        Assert.True(constructed);
        Assert.Contains("failed with an unhandled exception:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("System.ArgumentNullException: [Input] Pulumi.DigitalOcean.DropletArgs.Size is required but was not given a value "
            + "(Parameter 'Size')", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task A_required_list_that_was_never_touched_is_named_by_its_field()
    {
        var failure = await Programs.FailureAsync(() => _ = new DatabaseFirewall("d", new DatabaseFirewallArgs { ClusterId = "x" }));
        Assert.Contains(
            "[Input] Pulumi.DigitalOcean.DatabaseFirewallArgs._rules is required but was not given a value (Parameter '_rules')",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mock_that_throws_fails_the_run()
    {
        var failure = await Programs.FailureAsync(() => _ = new Tag("d"), new Mocks(_ => throw new InvalidOperationException("boom")));
        Assert.Contains("System.InvalidOperationException: boom", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Several_mistakes_come_together() =>
        await Assert.ThrowsAsync<AggregateException>(() => Programs.RunAsync(() =>
        {
            _ = new Droplet("a", new DropletArgs { Image = "x" });
            _ = new Droplet("b", new DropletArgs { Size = "s" });
        }));

    [Fact]
    public async Task A_name_used_twice_is_no_mistake_here()
    {
        var resources = await Deployment.TestAsync(new Mocks(), Programs.Update, () =>
        {
            _ = new Tag("d");
            _ = new Tag("d");
        });
        Assert.Equal(2, resources.Length);
    }

    [Fact]
    public async Task A_stack_output_without_a_value_is_named()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ForgetfulStack>(new Mocks(), Programs.Update));
        Assert.Equal("Output(s) 'Ip' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            failure.Message);
    }

    [Fact]
    public async Task Without_the_engine_a_program_does_not_run() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Deployment.RunAsync(() => { }));

    [Fact]
    public void Without_a_run_no_resource_can_be_made()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new Tag("x"));
        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", failure.Message);
    }
}
