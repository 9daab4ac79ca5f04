using Pulumi;

namespace Stacks.Tests;

/// <summary>Configuration as the real SDK reads it. The engine hands it over in the environment, which these tests set.</summary>
public sealed class ConfigProbes : IDisposable
{
    public ConfigProbes()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG",
            """{"proj:size":"3","proj:flag":"true","proj:obj":"{\"a\":[1,2]}","aws:region":"eu-west-1","proj:pw":"x"}""");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["proj:pw"]""");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", null);
    }

    [Fact]
    public Task Values_are_read_by_type() => Programs.RunAsync(async () =>
    {
        var config = new Config();
        Assert.Equal(3, config.RequireInt32("size"));
        Assert.True(config.GetBoolean("flag"));
        Assert.Null(config.Get("none"));
        Assert.Equal([1, 2], config.RequireObject<Dictionary<string, int[]>>("obj")["a"]);
        Assert.Equal("eu-west-1", Pulumi.Aws.Config.Region);
        Assert.True(await Output.IsSecretAsync(config.RequireSecret("pw")));
    });

    [Fact]
    public Task The_program_is_told_its_project_stack_and_organization() => Programs.RunAsync(() =>
    {
        var instance = Deployment.Instance;
        Assert.Equal(("proj", "st", "organization", false),
            (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun));
    });

    [Fact]
    public async Task A_missing_key_is_named_with_the_command_that_sets_it()
    {
        var failure = await Programs.FailureAsync(() => new Config().Require("nope"));
        Assert.Equal("Missing Required configuration variable 'proj:nope'\n"
            + "\tplease set a value using the command `pulumi config set proj:nope <value>`", failure.Message);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_shown()
    {
        var failure = await Programs.FailureAsync(() => new Config().RequireInt32("flag"));
        Assert.Equal("Configuration 'proj:flag' value 'true' is not a valid Int32", failure.Message);
    }
}
