using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Cutover.Sites;

/// <summary><c>site</c>: a directory becomes a bucket that the edge serves.</summary>
public static class SiteCommand
{
    private const int Wrong = 2;
    private const int SaidNo = 3;
    private const int Shown = 20;

    private static readonly Argument<string> Settings = new("settings")
    {
        Description = "the site's settings: its directory, bucket, name and floor", HelpName = "site.yaml",
    };

    private static readonly Option<bool> Adopt = new("--adopt")
    {
        Description = "take a bucket over that holds other objects; those that are no file of the site are deleted",
    };

    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create() => new("site", "a site of files: push it to its bucket, prove it through the edge")
    {
        Named("plan", "show what a push would do", [], PlanAsync),
        Named("push", "bring the bucket to what the directory holds; run again after anything that went wrong", [Adopt], PushAsync),
        Named("check", "ask the edge for every file: status, content type, ETag, bytes", [], CheckAsync),
    };

    private static System.CommandLine.Command Named(
        string name, string does, Option[] options, Func<SiteSettings, ParseResult, TextWriter, CancellationToken, Task<int>> act)
    {
        var command = new System.CommandLine.Command(name, does);
        command.Arguments.Add(Settings);
        Array.ForEach(options, command.Options.Add);
        command.SetAction(async (parsed, stop) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                return await act(SiteSettingsFile.Read(parsed.GetRequiredValue(Settings)), parsed, output, stop);
            }
            catch (SiteException wrong)
            {
                foreach (var problem in wrong.Problems)
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(problem);
                return Wrong;
            }
            catch (Exception failure) when (BucketFailure.Is(failure))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    $"The bucket does not answer as it should: {BucketFailure.Said(failure)}");
                return SaidNo;
            }
        });
        return command;
    }

    private static async Task<int> PlanAsync(SiteSettings settings, ParseResult parsed, TextWriter to, CancellationToken stop)
    {
        var tree = await ReadAsync(settings, to, stop);
        using var bucket = new SiteBucket(settings);
        var plan = await PushPlan.OfAsync(settings, bucket, tree, stop);
        await ListAsync(to, "new", plan.New.Select(entry => entry.Key));
        await ListAsync(to, "changed", plan.Changed.Select(entry => entry.Key));
        await ListAsync(to, "gone", plan.Gone);
        await to.WriteLineAsync($"{plan.New.Count} new, {plan.Changed.Count} changed, {plan.Proved.Count} as they are, "
            + $"{plan.Unproved.Count} there with a type to be asked, {plan.Gone.Count} to delete");
        if ((plan.Stranger ?? settings.Floor.Below(tree)) is not { } refused)
            return 0;

        await to.WriteLineAsync(refused);
        return SaidNo;
    }

    private static async Task<int> PushAsync(SiteSettings settings, ParseResult parsed, TextWriter to, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var tree = await ReadAsync(settings, to, stop);
        if (settings.Floor.Below(tree) is { } below)
            throw new SiteException(below);

        using var bucket = new SiteBucket(settings);
        var plan = await PushPlan.OfAsync(settings, bucket, tree, stop);
        if (plan.Stranger is { } stranger && !parsed.GetValue(Adopt))
            throw new SiteException(stranger);

        var result = await new Pusher(settings, bucket, line => to.WriteLineAsync(line)).PushAsync(tree, plan, stop);
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{settings.Bucket} is {settings.Directory}: {tree.Entries.Count} files; {result.Sent} sent ({result.Bytes} bytes), "
            + $"{result.Deleted} deleted, in {clock.Elapsed.TotalSeconds:F1} s"));
        return 0;
    }

    private static async Task<int> CheckAsync(SiteSettings settings, ParseResult parsed, TextWriter to, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var tree = await ReadAsync(settings, to, stop);
        using var edge = new EdgeCheck(settings);
        var result = await edge.AskAsync(tree, stop);
        await ListAsync(to, settings.Url.Host, result.Differences);
        await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{result.Asked} URLs of {tree.Entries.Count} files asked of {settings.Url} in {clock.Elapsed.TotalSeconds:F1} s, "
            + $"{result.Differences.Count} answered otherwise"));
        return result.Differences.Count == 0 ? 0 : SaidNo;
    }

    private static async Task<SiteTree> ReadAsync(SiteSettings settings, TextWriter to, CancellationToken stop)
    {
        var tree = await new SiteReader(settings).ReadAsync(stop);
        foreach (var notice in tree.Notices)
            await to.WriteLineAsync(notice);
        return tree;
    }

    private static async Task ListAsync(TextWriter to, string what, IEnumerable<string> names)
    {
        var all = names.ToList();
        foreach (var name in all.Take(Shown))
            await to.WriteLineAsync($"{what}  {NameRules.Shown(name)}");
        if (all.Count > Shown)
            await to.WriteLineAsync($"{what}  and {all.Count - Shown} more");
    }
}
