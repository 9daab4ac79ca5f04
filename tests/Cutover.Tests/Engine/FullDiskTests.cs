using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Needs root, for a small disk of its own.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_one_sentence_and_once_there_is_room_the_run_goes_on_with_nothing_lost()
    {
        var directory = Directory.CreateTempSubdirectory("cutover-full-").FullName;
        try
        {
            var shell = $"mount -t tmpfs -o size=12m none {directory} && head -c 11500000 /dev/zero > {directory}/ballast && exec \"$0\"";
            using var child = ChildProcess.Start("fill", directory, shell);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            enough.CancelAfter(TimeSpan.FromSeconds(60));
            await using var end = enough.Token.Register(child.Kill);
            var said = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);

            var lines = said.TrimEnd().Split('\n');
            Assert.Equal(
                $"The disk under {directory}/journal.db is full, so nothing more can be recorded and nothing more was begun. "
                + "Make room, then run the same command again.",
                lines[0]);
            Assert.InRange(int.Parse(lines[1]), 5, 150);
            Assert.Equal("Completed 200 0 500", lines[2]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
