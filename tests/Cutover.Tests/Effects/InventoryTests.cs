using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>What got lost on a real night between one way of deploying and another: settings, and jobs.</summary>
public sealed class InventoryTests : IDisposable
{
    private const string Secret = "hunter2";

    private const string Old =
        $"""
        # as the old side prints it
        export DATABASE_HOST=old-db
        API_KEY='{Secret}'
        MAILMAN_URL="http://lists/"
        HOSTNAME=old
        """;

    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sides_that_are_told_the_same_are_alike_whatever_shape_they_print()
    {
        var finding = await SettingsAsync(
            Old, $$"""{"DATABASE_HOST":"new-db","API_KEY":"{{Secret}}","MAILMAN_URL":"http://lists/","HOSTNAME":"new"}""");

        Assert.Equal(Verdict.Done, finding.Verdict);
        Assert.Equal(new InventorySeen(4, 0), finding.Value);
    }

    [Theory]
    [InlineData("DATABASE_HOST=new-db\nAPI_KEY=hunter2\nHOSTNAME=new", "it lacks MAILMAN_URL")]
    [InlineData("DATABASE_HOST=new-db\nAPI_KEY=hunter3\nMAILMAN_URL=http://lists/\nHOSTNAME=new", "API_KEY differs")]
    [InlineData("DATABASE_HOST=old-db\nAPI_KEY=hunter2\nMAILMAN_URL=http://lists/\nHOSTNAME=new", "DATABASE_HOST is still the old side's")]
    [InlineData("DATABASE_HOST=n\nAPI_KEY=hunter2\nMAILMAN_URL=http://lists/\nHOSTNAME=n\nDEBUG=1", "it alone has DEBUG")]
    public async Task A_setting_lost_changed_left_behind_or_too_many_is_named_and_no_value_is(string next, string sentence)
    {
        var finding = await SettingsAsync(Old, next);

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.EndsWith(sentence, finding.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", finding.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", finding.Value!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "printed no settings; expected lines NAME=value or one JSON object.")]
    [InlineData("API_KEY=hunter2\nhunter2 alone", "Line 2 of the settings of new.settings is not NAME=value.")]
    [InlineData("{\"API_KEY\":\"hunter2\",", "break in line 1, where JSON should go on.")]
    public async Task Settings_that_cannot_be_read_are_no_proof_and_are_not_quoted(string next, string sentence)
    {
        var finding = await SettingsAsync(Old, next);

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.EndsWith(sentence, finding.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_must_differ_and_that_nobody_has_is_said()
    {
        var finding = await SettingsAsync("A=1\n", "A=1\n");

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("neither has DATABASE_HOST, which must differ", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# now\n0 * * * *   publish_scheduled\n30 3 * * 0 update_index\n", Verdict.Done, "has the 2 jobs of old.jobs")]
    [InlineData("30 3 * * 0 update_index\n", Verdict.NotDone, "it lacks '0 * * * * publish_scheduled'")]
    [InlineData("0 * * * * publish_scheduled\n30 3 * * 1 update_index\n", Verdict.NotDone,
        "it lacks '30 3 * * 0 update_index'; it alone has '30 3 * * 1 update_index'")]
    public async Task A_job_that_got_lost_or_moved_is_named(string next, Verdict verdict, string sentence)
    {
        var finding = await JobsAsync("0 * * * * publish_scheduled\n\n30 3 * * 0 update_index\n", next);

        Assert.Equal(verdict, finding.Verdict);
        Assert.EndsWith(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_jobs_at_all_prove_nothing() =>
        Assert.Equal(Verdict.Unknown, (await JobsAsync("# none\n", "")).Verdict);

    [Fact]
    public async Task A_host_that_cannot_print_is_no_proof()
    {
        var old = _scene.Place("old.jobs", new ListAddress { Host = Here, Read = ["cat", _folder["nothing"]] });
        var finding = await _scene.ProbeAsync(Inventory.Jobs(old, old));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains("No such file", finding.Why, StringComparison.Ordinal);
    }

    private HostAddress Here => new() { LockDirectory = _folder.Path };

    private async Task<Finding<InventorySeen>> SettingsAsync(string old, string next)
    {
        var there = _scene.Place("new.settings", Printed("new", next) with { MustDiffer = ["DATABASE_HOST"], MayDiffer = ["HOSTNAME"] });
        return await _scene.ProbeAsync(Inventory.Settings(_scene.Place("old.settings", Printed("old", old)), there));
    }

    private async Task<Finding<InventorySeen>> JobsAsync(string old, string next) =>
        await _scene.ProbeAsync(Inventory.Jobs(
            _scene.Place("old.jobs", Printed("old", old)), _scene.Place("new.jobs", Printed("new", next))));

    private ListAddress Printed(string name, string text)
    {
        _folder.Write(name, text);
        return new ListAddress { Host = Here, Read = ["cat", _folder[name]] };
    }
}
