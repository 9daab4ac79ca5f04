using System.Text;

namespace Cutover.Lab;

/// <summary>
/// Fills the old host's <c>/a</c>: drafts with a second name in the archive (hard links, as ghostlinkd keeps them), earlier
/// revisions that only the archive has, and some of the other exposed directories. Names agree with the database's rows.
/// </summary>
internal sealed class FileSeed(LabEstate estate)
{
    private const int FullDrafts = 20_000;
    private const int SmallDrafts = 200;
    private const int DraftBytes = 4_500;

    /// <summary>A known file in each of the directories that few look at, which is why it was they that nobody missed at first.</summary>
    private static readonly string[] OneOfEach =
    [
        "ietfdata/doc/conflict-review/conflict-review-a-00.txt", "ietfdata/doc/status-report/status-report-a.html",
        "www/ietf-ftp/rfc/rfc2026.txt", "www/ietf-ftp/1id-abstracts.txt", "www/www6s/download/ietf-logo.txt",
        "www/www6s/lib/style-a.txt", "www/www6s/staging/draft-staged-00.txt",
    ];

    private int Drafts => estate.Size == LabSize.Full ? FullDrafts : SmallDrafts;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var a = estate.OldA;
        var draft = Path.Combine(a, "ietfdata", "doc", "draft");
        foreach (var (_, directory) in FrontConfiguration.Exposed)
            Directory.CreateDirectory(Path.Combine(a, directory));
        var noise = Noise();
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
        await Parallel.ForAsync(1, Drafts + 1, two, (i, _) =>
        {
            Write(Path.Combine(draft, "repository", $"{Name(i)}-{i % 6:00}.txt"), Name(i), noise, i);
            return ValueTask.CompletedTask;
        });
        // .NET has no call for a hard link; cp makes them all at once.
        await Shell.RunAsync(
            "cp", ["-al", Path.Combine(draft, "repository", "."), Path.Combine(draft, "archive")], cancellation,
                OwnProcesses.Mark(estate.Directory));
        for (var i = 1; i <= Drafts; i += 10)
        {
            if (i % 6 > 0)
                Write(Path.Combine(draft, "archive", $"{Name(i)}-{(i % 6) - 1:00}.txt"), Name(i), noise, i + 1);
        }
        for (var i = 0; i < Drafts / 50; i++)
        {
            Write(Path.Combine(a, "ietfdata/doc/charter", $"charter-ietf-wg{i % 120:000}-{i / 120:00}.txt"), "charter", noise, i);
            var meeting = Path.Combine(a, "www/www6s/proceedings", $"{100 + (i % 20)}");
            Directory.CreateDirectory(meeting);
            Write(Path.Combine(meeting, $"minutes-{i}.html"), "minutes", noise, i);
            Write(Path.Combine(a, "ietfdata/doc/slides", $"slides-{100 + (i % 20)}-{i}.pdf"), "slides", noise, i);
        }
        foreach (var (file, i) in OneOfEach.Select((file, i) => (file, i)))
            Write(Path.Combine(a, file), Path.GetFileNameWithoutExtension(file), noise, i);
        await CacheAsync(Path.Combine(a, LabEstate.Cache), cancellation);
        await File.WriteAllTextAsync(Path.Combine(a, estate.Sentinel), "All of /a is here.\n", cancellation);
        // The new host has the directories that its daemons name, and nothing in them.
        foreach (var (_, directory) in FrontConfiguration.Exposed)
            Directory.CreateDirectory(Path.Combine(estate.NewA, directory));
    }

    /// <summary>Pages that the old Datatracker made of drafts before the night; they say so.</summary>
    private async Task CacheAsync(string cache, CancellationToken cancellation)
    {
        Directory.CreateDirectory(cache);
        for (var i = 1; i <= Drafts / 10; i++)
        {
            var revision = $"{Name(i)}-{i % 6:00}";
            await File.WriteAllTextAsync(
                Path.Combine(cache, $"{revision}.html"), $"<!doctype html><title>{revision}</title><!-- made by the old side --><p>Old.",
                cancellation);
        }
    }

    private static string Name(int i) => $"draft-ietf-wg{i % 120:000}-{i:00000}";

    private static void Write(string file, string title, byte[] noise, int number)
    {
        var head = Encoding.ASCII.GetBytes($"Internet-Draft {title}\n\n");
        var from = (int)((long)number * 7919 % (noise.Length - DraftBytes));
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write([.. head, .. noise.AsSpan(from, DraftBytes - (number % 1000))]);
    }

    /// <summary>Text that does not compress, the same in every lab.</summary>
    private static byte[] Noise()
    {
        var random = new Random(2024);
        var bytes = new byte[1 << 20];
        random.NextBytes(bytes);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));
    }
}
