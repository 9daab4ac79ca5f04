namespace Cutover.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Its_night_holds_every_rule()
    {
        var runbook = ReadmeNight.Plan();
        Assert.Equal(
            ["wiki.rights", "wiki.new-shut", "go", "wiki.fence", "wiki.copy", "wiki.same", "wiki.open", "wiki.serves"],
            runbook.Steps.Select(step => step.Id));
        Assert.Equal(["wiki.new.database", "wiki.old.database", "wiki.site"], runbook.Places.Select(place => place.Name));
    }

    [Fact]
    public void Its_night_is_the_one_that_is_compiled_here()
    {
        var source = File.ReadAllText(Repository.Path("tests", "Cutover.Tests", "App", "ReadmeNight.cs"));
        var night = source.Split("    // README\n")[1].Split("    // README ends\n")[0];
        var lines = night.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);
        var shown = string.Join('\n', lines);
        var readme = File.ReadAllText(Repository.Path("README.md"));
        Assert.Contains(shown.Replace("public static", "static", StringComparison.Ordinal), readme, StringComparison.Ordinal);
    }
}
