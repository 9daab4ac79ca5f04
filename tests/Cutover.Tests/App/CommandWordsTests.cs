using Cutover.App;

namespace Cutover.Tests;

/// <summary>What commands say besides doing their work.</summary>
public sealed class CommandWordsTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Help_is_named_with_the_whole_command()
    {
        Assert.Equal(ExitCode.Wrong, await _desk.RunAsync("journal", "verify", "one", "two", "three"));
        Assert.EndsWith("See ./cutover journal verify --help.", _desk.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_looks_at_an_estate_and_asks_nobody()
    {
        _desk.WriteEstate("production");
        Assert.Equal(ExitCode.Completed, await _desk.RunAsync("plan", "--environment", "production"));
        Assert.Contains("estate production: an address for each of the", _desk.Out, StringComparison.Ordinal);
    }
}
