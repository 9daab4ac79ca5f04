using System.Diagnostics;
using System.Security.Cryptography;
using Cutover.Sites;

namespace Cutover.Tests;

/// <summary>What a site's directory may hold, and what is said of everything else.</summary>
public sealed class SiteReaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ln -s /etc/passwd site/x", "x is a link out of the site, to /etc/passwd; copy the file in, or remove the link.")]
    [InlineData("ln -s ../other site/x; mkdir other; echo a > other/a", "x is a link out of the site, to ")]
    [InlineData("mkdir site/d; ln -s ../../../../../../etc site/d/x", "d/x is a link out of the site, to ")]
    [InlineData("ln -s nowhere site/x", "x is a link that leads nowhere, or may not be followed;")]
    [InlineData("ln -s x site/x", "x is a link that leads nowhere, or may not be followed;")]
    [InlineData("mkdir -p site/d/e; ln -s ../.. site/d/e/up", "d/e/up is a link to a directory that holds it, which has no end;")]
    [InlineData("mkfifo site/pipe", "pipe is neither a file nor a directory (a pipe, socket or device); remove it.")]
    [InlineData("printf a > \"site/$(printf 'caf\\351.txt')\"", "its name is not UTF-8, and S3's keys are;")]
    [InlineData("printf a > \"site/$(printf 'a\\nb')\"", "a\\u000ab: its name holds a control character, which S3's lists cannot carry;")]
    [InlineData("printf a > 'site/a\\b'", "a\\b: its name holds a backslash, which Cloudflare makes a slash in URLs; rename it.")]
    [InlineData("printf a > \"site/$(printf 'cafe\\314\\201.txt')\"", "its name has letters and accents apart (NFD)")]
    [InlineData("d=site; for i in 1 2 3 4 5 6; do d=$d/$(head -c 200 /dev/zero | tr '\\0' x); done; mkdir -p $d; printf a > $d/a",
        "bytes long, and S3 takes 1024; shorten it.")]
    [InlineData("truncate -s 5T site/film", "film is 5497558138880 bytes long, and R2 takes 5492189429760; split it.")]
    [InlineData("rm site/404.html", "lacks 404.html, which answers for names that do not exist")]
    [InlineData("rm -r site", "is no directory: the site's settings name it as 'directory'.")]
    public async Task What_cannot_be_served_is_one_sentence(string made, string sentence)
    {
        var problems = (await Assert.ThrowsAsync<SiteException>(() => ReadAsync(made))).Problems;
        Assert.Contains(sentence, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var wrong = await Assert.ThrowsAsync<SiteException>(() => ReadAsync("mkfifo site/p; ln -s /etc site/l; printf a > 'site/a\\b'"));
        Assert.Equal(3, wrong.Problems.Count);
    }

    [Fact]
    public async Task Links_inside_the_site_are_followed_and_names_with_odd_letters_are_kept()
    {
        var tree = await ReadAsync(
            "mkdir site/v1; printf one > site/v1/a.txt; ln -s v1 site/latest; ln -s v1/a.txt site/b; printf x > 'site/ü %?#+.txt'");
        Assert.Equal(["404.html", "b", "latest/a.txt", "v1/a.txt", "ü %?#+.txt"], tree.Entries.Select(entry => entry.Key));
        Assert.Single(tree.Entries.Where(entry => entry.Key != "404.html" && entry.Size == 3).Select(entry => entry.Sha256).Distinct());
    }

    [Fact]
    public async Task Names_with_a_dot_and_names_that_differ_in_case_are_told()
    {
        var tree = await ReadAsync("cd site; mkdir .git .well-known; for name in .git/config .well-known/x A a; do printf a > $name; done");
        Assert.Equal([".git is left out, because its name begins with a dot.",
            "A and a differ only in case; the edge serves each by its own name."], tree.Notices);
        Assert.Equal([".well-known/x", "404.html", "A", "a"], tree.Entries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("a.html", "<p>\u00fc", "text/html; charset=utf-8")]
    [InlineData("a.css", "p{}", "text/css; charset=utf-8")]
    [InlineData("a.js", "1", "text/javascript; charset=utf-8")]
    [InlineData("a.json", "1", "application/json; charset=utf-8")]
    [InlineData("a.svg", "<svg/>", "image/svg+xml")]
    [InlineData("draft-x-00", "text", "text/plain; charset=utf-8")]
    [InlineData("a.unheard", "\0", "application/octet-stream")]
    [InlineData("a.gmi", "# a", "text/gemini")]
    public async Task A_type_follows_from_the_name_and_the_bytes(string name, string text, string type)
    {
        _folder.Write($"site/{name}", text);
        Assert.Equal(type, (await ReadAsync(":")).Entries.Single(entry => entry.Key == name).ContentType);
    }

    [Fact]
    public async Task Old_text_in_another_encoding_names_no_charset()
    {
        var tree = await ReadAsync("printf 'caf\\351' > site/a.txt");
        Assert.Equal("text/plain", tree.Entries.Single(entry => entry.Key == "a.txt").ContentType);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 17) - 1)]
    [InlineData(1 << 17)]
    [InlineData(300_001)]
    public async Task Letters_that_are_cut_by_a_read_are_still_letters(int before)
    {
        await ReadAsync(":");
        var text = new string('x', before) + string.Concat(Enumerable.Repeat("\u00e9\u20ac\ud83d\ude00", 40_000));
        _folder.Write("site/a.txt", text);
        var entry = (await ReadAsync(":")).Entries.Single(entry => entry.Key == "a.txt");
        Assert.Equal("text/plain; charset=utf-8", entry.ContentType);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), (entry.Sha256, (int)entry.Size));
    }

    [Fact]
    public async Task A_file_of_many_parts_is_named_as_S3_names_it()
    {
        // dd and md5sum say so, cut at 32 MiB.
        var tree = await ReadAsync("truncate -s 70M site/film.mp4");
        var zeros = new byte[32 << 20];
        byte[][] parts = [Md5(zeros), Md5(zeros), Md5(new byte[6 << 20])];
        Assert.Equal($"{Convert.ToHexStringLower(Md5([.. parts.SelectMany(part => part)]))}-3",
            tree.Entries.Single(entry => entry.Key == "film.mp4").ETag);

        static byte[] Md5(byte[] bytes)
        {
            using var md5 = Parts.NewMd5();
            md5.AppendData(bytes);
            return md5.GetHashAndReset();
        }
    }

    private async Task<SiteTree> ReadAsync(string made)
    {
        if (!Directory.Exists(_folder["site"]) || !File.Exists(_folder["site/404.html"]))
            _folder.Write("site/404.html", "lost");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", made]) { WorkingDirectory = _folder.Path })!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
        return await new SiteReader(new SiteSettings
        {
            Name = "static", Directory = _folder["site"], Bucket = "bucket", Endpoint = new Uri("http://127.0.0.1:1"), Credentials = "none",
            Url = new Uri("http://static.example.org"), Floor = new SiteFloor { Files = 1, Bytes = 1, Sentinel = "404.html" },
            Types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [".gmi"] = "text/gemini" },
        }).ReadAsync(CancellationToken.None);
    }
}
