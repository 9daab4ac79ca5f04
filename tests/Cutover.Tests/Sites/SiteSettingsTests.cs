using Cutover.Sites;

namespace Cutover.Tests;

/// <summary>A site's settings file: right, and wrong in each way.</summary>
public sealed class SiteSettingsTests : IDisposable
{
    private const string Right = """
        name: static
        directory: ./public
        bucket: cutover-staging-static
        endpoint: https://0123.r2.cloudflarestorage.com
        credentials: ./r2.ini
        url: https://static.example.org
        floor: { files: 10, bytes: 1000, sentinel: index.html }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Paths_are_relative_to_the_file()
    {
        var settings = SiteSettingsFile.Read(_folder.Write("site.yaml", Right));
        Assert.Equal(_folder["./public"], settings.Directory);
        Assert.Equal(("404.html", 16, 10), (settings.NotFound, settings.Parallel, settings.Floor.Files));
    }

    [Theory]
    [InlineData("name: static", "", "lacks 'name', for instance 'name: static'.")]
    [InlineData("endpoint: https", "endpoint: ftp", "'endpoint' is 'ftp://0123.r2.cloudflarestorage.com', and must be a URL")]
    [InlineData("bucket: cutover", "bucket: Cutover", "is no bucket name: 3 to 63 of a-z, 0-9 and -.")]
    [InlineData("floor: { files: 10", "floor: { files: 0", "has no 'floor': give it the 'files' and 'bytes'")]
    [InlineData("name: static", "name: static\ntypo: 1", "site.yaml:2 cannot be read: Property 'typo' not found")]
    [InlineData("name: static", "name: static\nname: static", "cannot be read: ")]
    [InlineData("name: static", "name: [", "cannot be read: ")]
    [InlineData("name: static", "name: static\nparallel: 1000", "'parallel' is 1000, and must be 1 to 64.")]
    [InlineData("name: static", "name: static\ntypes: { gmi: text }", "'types' has 'gmi: text', and needs an extension and a media type")]
    public void What_is_wrong_is_one_sentence(string text, string instead, string sentence)
    {
        var file = _folder.Write("site.yaml", Right.Replace(text, instead, StringComparison.Ordinal));
        var wrong = Assert.Throws<SiteException>(() => SiteSettingsFile.Read(file));
        Assert.Contains(sentence, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x6e, 0x3a, 0xff, 0xfe }, "the byte at 2 is no UTF-8")]
    [InlineData(new byte[] { 0x6e, 0x3a, 0x00 }, "it holds a byte 0")]
    public void Settings_that_are_no_text_are_told(byte[] bytes, string why)
    {
        var file = _folder["site.yaml"];
        File.WriteAllBytes(file, bytes);
        Assert.Contains($"is no text: {why}", Assert.Throws<SiteException>(() => SiteSettingsFile.Read(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named() => Assert.Contains("nothing-here.yaml",
        Assert.Throws<SiteException>(() => SiteSettingsFile.Read(_folder["nothing-here.yaml"])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "has no [default] with aws_access_key_id and aws_secret_access_key.")]
    [InlineData("[other]\naws_access_key_id = sesame\n", "has no [default]")]
    [InlineData("[default\nsesame", ".ini")]
    public void A_key_file_without_a_key_is_told_and_never_quoted(string text, string sentence)
    {
        var file = _folder.Write("r2.ini", text);
        TestFolder.Allow(file, UnixFileMode.UserRead);
        var wrong = Assert.Throws<SiteException>(() => BucketCredentials.Read(file));
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", wrong.Message, StringComparison.Ordinal);
    }
}
