using System.Diagnostics;
using System.Globalization;
using Cutover.Sites;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>
/// A site pushed to a bucket in Cloudflare's local runtime, and read through the Worker. What travelled, nginx's log says.
/// CUTOVER_SITE_FILES makes it larger.
/// </summary>
public sealed class SitePushTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static int Files =>
        int.Parse(Environment.GetEnvironmentVariable("CUTOVER_SITE_FILES") ?? "1000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_site_with_ten_changed_files_sends_the_ten()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, Files);
        edge.Write(Files / 2);
        output.WriteLine(await SiteProcess.DoneAsync("push", edge.Settings));
        Assert.Equal(Files, (await edge.PutSinceAsync(0)).Count);
        output.WriteLine(await SiteProcess.DoneAsync("check", edge.Settings));

        var changed = Directory.GetFiles(edge.Site, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where((_, nth) => nth % (Files / 10) == 7).ToList();
        changed.ForEach(file => File.AppendAllText(file, "more"));
        var line = (await edge.LogAsync()).Count;
        output.WriteLine(await SiteProcess.DoneAsync("push", edge.Settings));
        Assert.Equal(changed.Select(file => Path.GetRelativePath(edge.Site, file)), await edge.PutSinceAsync(line));
        Assert.Equal(10, changed.Count);
        output.WriteLine(await SiteProcess.DoneAsync("check", edge.Settings));

        line = (await edge.LogAsync()).Count;
        await SiteProcess.DoneAsync("push", edge.Settings);
        Assert.Empty(await edge.PutSinceAsync(line));
    }

    [Fact]
    public async Task A_push_that_is_killed_and_run_again_is_complete_and_sends_the_rest()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, Files);
        edge.Write(Files / 2);
        using (var first = SiteProcess.Start("push", edge.Settings))
        {
            var clock = Stopwatch.StartNew();
            while ((await edge.PutSinceAsync(0)).Count < Files / 3)
                Assert.True(!first.HasExited && clock.Elapsed < Patience, "The push ended, or stood still, before it could be killed.");
            first.Kill();
            await first.WaitForExitAsync();
        }

        var before = (await edge.PutSinceAsync(0)).Count;
        Assert.InRange(before, Files / 3, Files - 1);
        Assert.Equal(3, (await SiteProcess.RunAsync("check", edge.Settings)).Code);
        var line = (await edge.LogAsync()).Count;
        output.WriteLine($"killed after {before} files; {await SiteProcess.DoneAsync("push", edge.Settings)}");
        var rest = await edge.PutSinceAsync(line);
        Assert.InRange(rest.Count, Files - before, Files - before + 16);
        await SiteProcess.DoneAsync("check", edge.Settings);
    }

    [Fact]
    public async Task What_is_gone_is_deleted_last_and_never_from_below_the_floor()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 30);
        edge.Write(files: 20);
        await SiteProcess.DoneAsync("push", edge.Settings);

        File.Delete(Path.Combine(edge.Site, "part-0", "page 9ü.svg"));
        File.WriteAllText(Path.Combine(edge.Site, "new.html"), "<title>new</title>");
        var line = (await edge.LogAsync()).Count;
        Assert.Contains("1 new, 0 changed, 29 as they are, 0 there with a type to be asked, 1 to delete",
            await SiteProcess.DoneAsync("plan", edge.Settings), StringComparison.Ordinal);
        Assert.Contains("1 sent", await SiteProcess.DoneAsync("push", edge.Settings), StringComparison.Ordinal);
        var log = (await edge.LogAsync()).Skip(line).Where(request => !request.StartsWith("GET", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("POST ", log[^1], StringComparison.Ordinal);
        Assert.Contains("delete", log[^1], StringComparison.Ordinal);
        await SiteProcess.DoneAsync("check", edge.Settings);

        Directory.Move(Path.Combine(edge.Site, "part-0"), edge.Site + "-elsewhere");
        line = (await edge.LogAsync()).Count;
        var (code, said) = await SiteProcess.RunAsync("push", edge.Settings);
        Assert.Equal((2, true), (code, said.Contains("its floor is 20: nothing is pushed", StringComparison.Ordinal)));
        Assert.DoesNotContain((await edge.LogAsync()).Skip(line), request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_type_or_cache_control_that_changed_travels_and_nothing_else_does()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 40);
        edge.Write();
        await SiteProcess.DoneAsync("push", edge.Settings);
        edge.Write(more: "types: { .svg: image/x-own }");
        var line = (await edge.LogAsync()).Count;
        await SiteProcess.DoneAsync("push", edge.Settings);
        Assert.All(await edge.PutSinceAsync(line), key => Assert.EndsWith(".svg", key, StringComparison.Ordinal));
        Assert.NotEmpty(await edge.PutSinceAsync(line));
        await SiteProcess.DoneAsync("check", edge.Settings);
        edge.Write(more: "types: { .svg: image/x-own }\ncacheControl: public, max-age=60");
        await SiteProcess.DoneAsync("push", edge.Settings);
        await SiteProcess.DoneAsync("check", edge.Settings);
    }

    [Fact]
    public async Task A_bucket_of_another_site_is_not_touched()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 5);
        edge.Write();
        await SiteProcess.DoneAsync("push", edge.Settings);
        edge.Write(name: "another");
        var (code, said) = await SiteProcess.RunAsync("push", edge.Settings);
        Assert.Equal((2, true), (code, said.Contains("belongs to the site 'static', and this is 'another'", StringComparison.Ordinal)));
        await SiteProcess.DoneAsync("push", edge.Settings, "--adopt");
    }

    [Fact]
    public async Task A_file_that_changes_during_the_push_is_refused_by_the_bucket_and_named()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 20);
        edge.Write();
        var settings = SiteSettingsFile.Read(edge.Settings);
        var tree = await new SiteReader(settings).ReadAsync(CancellationToken.None);
        using var bucket = new SiteBucket(settings);
        var plan = PushPlan.Of(settings, tree, await bucket.ListAsync(CancellationToken.None), manifest: null);
        var file = Path.Combine(edge.Site, "part-0", "page 7ü.txt");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        File.Delete(Path.Combine(edge.Site, "part-0", "page 8ü.json"));
        var refused = await Assert.ThrowsAsync<SiteException>(() =>
            new Pusher(settings, bucket, _ => Task.CompletedTask).PushAsync(tree, plan, CancellationToken.None));
        Assert.Equal(
        [
            "part-0/page 7ü.txt changed during the push; S3 refused it.", "part-0/page 8ü.json was removed during the push.",
            "2 of 20 files did not travel and nothing was deleted; run the same command again, it goes on.",
        ], refused.Problems);
        Assert.DoesNotContain("part-0/page 7ü.txt", await bucket.ListAsync(CancellationToken.None));
        await SiteProcess.DoneAsync("push", edge.Settings);
        await SiteProcess.DoneAsync("check", edge.Settings);
    }

    [Fact]
    public async Task A_large_file_travels_in_parts_and_arrives_whole()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 3);
        var bytes = new byte[(70 << 20) + 5];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(edge.Site, "film.mp4"), bytes);
        edge.Write();
        await SiteProcess.DoneAsync("push", edge.Settings);
        await SiteProcess.DoneAsync("check", edge.Settings);
        var line = (await edge.LogAsync()).Count;
        await SiteProcess.DoneAsync("push", edge.Settings);
        Assert.Empty(await edge.PutSinceAsync(line));
    }

    [Fact]
    public async Task A_wrong_key_or_a_silent_bucket_is_one_sentence_without_the_secret()
    {
        await using var edge = await BucketEdge.StartAsync();
        SomeSite.Write(edge.Site, 3);
        edge.Write();
        var right = await File.ReadAllTextAsync(edge.Credentials);
        var wrong = new string('0', edge.Secret.Length);
        await File.WriteAllTextAsync(edge.Credentials, right.Replace(edge.Secret, wrong, StringComparison.Ordinal));
        var (code, said) = await SiteProcess.RunAsync("push", edge.Settings);
        Assert.Equal((3, 1), (code, said.TrimEnd().Split('\n').Length));
        await File.WriteAllTextAsync(edge.Credentials, right);
        TestFolder.Allow(edge.Credentials, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (code, said) = await SiteProcess.RunAsync("push", edge.Settings);
        Assert.Equal((2, true), (code, said.Contains("others may read it: run chmod 600", StringComparison.Ordinal)));
        Assert.DoesNotContain(edge.Secret, said, StringComparison.Ordinal);
    }
}
