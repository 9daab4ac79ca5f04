using System.Diagnostics;
using System.Net;

namespace Cutover.StandIns;

/// <summary>
/// Drafts as HTML: made when somebody first asks, and kept in <c>/a/cache/datatracker/htmlized</c>. Each says who made it.
/// </summary>
/// <param name="root">The host's shared files.</param>
/// <param name="maker">The application's name.</param>
/// <param name="keeps">Whether it may write there; a reader makes each page anew.</param>
internal sealed class HtmlizedDrafts(string root, string maker, bool keeps)
{
    private readonly string _kept = Path.Combine(root, "cache", "datatracker", "htmlized");

    /// <summary>The page of one revision; null where there is no such draft.</summary>
    /// <param name="revision">A checked name with its revision: see <see cref="DraftName"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> PageAsync(string revision, CancellationToken cancellation)
    {
        Debug.Assert(DraftName.Split(revision) is not null, "only checked names become paths");
        var page = Path.Combine(_kept, $"{revision}.html");
        if (File.Exists(page))
            return await File.ReadAllTextAsync(page, cancellation);

        var draft = Path.Combine(root, "ietfdata", "doc", "draft", "repository", $"{revision}.txt");
        if (!File.Exists(draft))
            return null;

        var text = WebUtility.HtmlEncode(await File.ReadAllTextAsync(draft, cancellation));
        var html = $"<!doctype html><title>{revision}</title><!-- made by {maker} --><pre>{text}</pre>\n";
        if (keeps)
            await KeepAsync(page, html, cancellation);
        return html;
    }

    private async Task KeepAsync(string page, string html, CancellationToken cancellation)
    {
        var making = $"{page}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(_kept);
            await File.WriteAllTextAsync(making, html, cancellation);
            File.Move(making, page, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The files are fenced, or the disk is full: it is made anew for whoever asks next.
        }
        finally
        {
            if (File.Exists(making))
                File.Delete(making);
        }
    }
}
