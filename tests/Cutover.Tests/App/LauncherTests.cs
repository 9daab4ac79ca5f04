namespace Cutover.Tests;

/// <summary>The scripts of the repository's root, in a repository of their own with a dotnet that writes down what it is asked.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly Checkout _checkout = new();

    [Fact]
    public async Task It_builds_once_and_again_only_when_a_source_is_newer_new_or_gone()
    {
        await _checkout.RunAsync("cutover", "plan");
        await _checkout.RunAsync("cutover", "plan");
        Assert.Equal(1, _checkout.Builds);

        File.AppendAllText(_checkout.Source, "// changed\n");
        await _checkout.RunAsync("cutover", "plan");
        Assert.Equal(2, _checkout.Builds);

        var added = Path.Combine(_checkout.Root, "lab", "New.cs");
        File.WriteAllText(added, "");
        File.SetLastWriteTimeUtc(added, DateTime.UnixEpoch);
        await _checkout.RunAsync("cutover", "plan");
        Assert.Equal(3, _checkout.Builds);

        File.Delete(added);
        await _checkout.RunAsync("cutover", "plan");
        Assert.Equal(4, _checkout.Builds);
    }

    [Fact]
    public async Task What_a_build_makes_is_no_source()
    {
        await _checkout.RunAsync("cutover", "plan");
        Directory.CreateDirectory(Path.Combine(_checkout.Root, "lab", "obj"));
        File.WriteAllText(Path.Combine(_checkout.Root, "lab", "obj", "project.assets.json"), "");
        await _checkout.RunAsync("cutover", "plan");
        Assert.Equal(1, _checkout.Builds);
    }

    [Fact]
    public async Task Arguments_and_exit_code_pass_through_from_any_directory()
    {
        var done = await _checkout.RunAsync("cutover", "note", "two  words", "*", "exit 5");
        Assert.Equal(5, done.Code);
        Assert.Equal("[note] [two  words] [*] [exit 5]", done.Out.Trim());
    }

    [Fact]
    public async Task Two_launches_at_once_build_once()
    {
        var launches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _checkout.RunAsync("cutover", "plan")));
        Assert.All(launches, launch => Assert.Equal(0, launch.Code));
        Assert.Equal(1, _checkout.Builds);
    }

    [Fact]
    public async Task A_failed_build_shows_its_errors_ends_with_2_and_is_tried_again()
    {
        File.WriteAllText(Path.Combine(_checkout.Root, "broken"), "");
        var failed = await _checkout.RunAsync("cutover", "plan");
        Assert.Equal((2, ""), (failed.Code, failed.Out));
        Assert.Contains("error CS1002", failed.Error, StringComparison.Ordinal);
        Assert.Contains("cutover: the build failed", failed.Error, StringComparison.Ordinal);

        var left = Directory.GetFiles(Path.Combine(_checkout.Root, "runbooks", "Ietf", "obj")).Select(Path.GetFileName);
        Assert.Equal("cutover.lock", Assert.Single(left));

        File.Delete(Path.Combine(_checkout.Root, "broken"));
        Assert.Equal(0, (await _checkout.RunAsync("cutover", "plan")).Code);
    }

    [Fact]
    public async Task Without_dotnet_it_says_where_to_get_it_and_ends_with_2()
    {
        var bare = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = _checkout.WithoutDotnet, ["DOTNET_ROOT"] = null, ["HOME"] = _checkout.Root,
        };
        var done = await _checkout.RunAsync(bare, "cutover", "plan");
        Assert.Equal(2, done.Code);
        Assert.StartsWith("cutover: there is no 'dotnet' on this machine's PATH; install", done.Error, StringComparison.Ordinal);
        Assert.Single(done.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nonexistent")]
    public async Task Without_a_home_it_makes_one(string? home)
    {
        var done = await _checkout.RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = home }, "cutover", "home");
        Assert.Equal(0, done.Code);
        Assert.Equal(Path.Combine(_checkout.Root, ".cutover", "home"), done.Out.Trim());
    }

    [Theory]
    [InlineData("total=\"3\" passed=\"3\" failed=\"0\" error=\"0\" notExecuted=\"0\"", 0, 0, "3 passed, 0 failed, 0 skipped")]
    [InlineData("total=\"5\" passed=\"3\" failed=\"1\" error=\"0\" notExecuted=\"1\"", 1, 1, "3 passed, 1 failed, 1 skipped")]
    [InlineData("total=\"3\" passed=\"3\" failed=\"0\" error=\"0\" notExecuted=\"0\"", 134, 1, "3 passed, 1 failed, 0 skipped")]
    [InlineData(null, 134, 1, "0 passed, 1 failed, 0 skipped")]
    [InlineData(null, 0, 1, "0 passed, 1 failed, 0 skipped")]
    public async Task The_tests_last_line_counts_what_the_report_and_the_exit_code_say(
        string? counters, int hostEnds, int expected, string lastLine)
    {
        _checkout.Tests("Small.Tests", counters, hostEnds);
        var done = await _checkout.RunAsync("test", "--unit");
        Assert.Equal(expected, done.Code);
        Assert.Equal(lastLine, done.Out.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_tests_of_all_projects_are_summed_and_a_broken_build_is_one_failure()
    {
        _checkout.Tests("Small.Tests", "total=\"3\" passed=\"3\" failed=\"0\" error=\"0\" notExecuted=\"0\"", 0);
        _checkout.Tests("Rehearsals", "total=\"2\" passed=\"1\" failed=\"1\" error=\"0\" notExecuted=\"0\"", 1);
        Assert.EndsWith("\n4 passed, 1 failed, 0 skipped\n", (await _checkout.RunAsync("test")).Out, StringComparison.Ordinal);
        Assert.EndsWith("\n4 passed, 1 failed, 0 skipped\n", (await _checkout.RunAsync(".ci/run")).Out, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_checkout.Root, "broken"), "");
        var broken = await _checkout.RunAsync(".ci/run");
        Assert.Equal(1, broken.Code);
        Assert.EndsWith("\n0 passed, 1 failed, 0 skipped\n", broken.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _checkout.Dispose();
}
