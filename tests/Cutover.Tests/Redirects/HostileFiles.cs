using System.Diagnostics;
using System.Globalization;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Configuration put together at random out of what configuration is made of, and of what it is not.</summary>
public sealed class HostileFiles
{
    private const string Main = "/etc/main.conf";
    private const int Files = 4_000;

    private static readonly string[] Pieces =
    [
        "Redirect", "RedirectMatch", "RewriteRule", "RewriteCond", "RewriteMap", "RewriteBase", "RewriteOptions", "RewriteEngine",
        "Alias", "<VirtualHost", "</VirtualHost>", "<Directory", "</Directory>", "<If", "</If>", "<Else>", "<ElseIf", "<Files",
        "</Files>", "<Location", "</Location>", "<IfModule", "</IfModule>", "<IfDefine", "Include", "IncludeOptional", "Define",
        "ServerName", "ServerAlias", "ErrorDocument", "Options", "AllowOverride", "DirectoryIndex", "Listen", "UseCanonicalName",
        "Nonsense", "on", "off", "inherit", "permanent", "gone", "301", "999999999999", "-1", "/", "/a", "//", "^/(.*)$", "(", "[",
        "(?<", "\\", "\\\\", "%{", "%{HTTP_HOST}", "${A}", "$1", "${m:$1|", "}", "\"", "'", "[R,L]", "[R=", "[,]", "[N]", "[C]",
        "[S=9]", "[E=a:b]", "[B=", "https://h/", "txt:/m", "int:tolower", "prg:/x", "*:80", "*", "expr=", "true", "&&", "!", "==",
        "=~", "m#", "#", ">", "\u00ff", "\0", "\r", "\t", " ", "\\\n", "/etc/main.conf", "/etc/*", "/etc/[", "-f", "=", "<",
    ];

    private static readonly string[] Lines =
    [
        "RewriteEngine On", "Redirect /a https://h.test/b", "RedirectMatch 301 ^/(.*)\\.html$ https://h.test/$1", "Redirect gone /a",
        "RewriteRule ^/(.*)$ /b/$1 [R=301,L]", "RewriteCond %{HTTP_HOST} ^h\\.test$ [NC]", "RewriteMap low int:tolower",
        "RewriteRule ^/a(.*) ${low:$1|x} [N=4]", "<If \"%{REQUEST_URI} =~ m#^/a#\">\nRedirect /a /c\n</If>",
        "ErrorDocument 404 https://h.test/",
        "<VirtualHost *:80>\nServerName h.test\nRedirect / https://v.test/\n</VirtualHost>", "<Location /a>\nRedirect 302 /z\n</Location>",
        "RewriteCond expr \"%{QUERY_STRING} == 'c=d'\"", "RewriteRule ^ - [F]", "<Files *.b>\nRedirect /a/b /y\n</Files>",
    ];

    private static readonly ServerSetup Setup = new() { ConfigurationFile = Main, Modules = ["mod_alias.c", "mod_rewrite.c"] };

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused_in_a_sentence_with_file_and_line()
    {
        var told = Environment.GetEnvironmentVariable("CUTOVER_SEED") ?? "20240620";
        var seed = int.Parse(told, CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var number = 0; number < Files; number++)
        {
            var text = Text(random);
            var clock = Stopwatch.StartNew();
            try
            {
                Ask(Site.Read(new MemoryFiles().Add(Main, text), Setup));
                read++;
            }
            catch (ConfigurationException e)
            {
                Assert.StartsWith(e.File + ":" + e.Line, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("\n   at ", e.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, file {number}: {e}\n{text}");
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"seed {seed}, file {number} took {clock.Elapsed}:\n{text}");
        }

        Assert.True(read > Files / 50 && refused > Files / 2, $"{read} read, {refused} refused: too one-sided to prove anything");
    }

    private static string Text(Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(5) switch
        {
            0 => string.Join(random.Next(8) == 0 ? "" : " ", random.GetItems(Pieces, random.Next(1, 6))),
            1 => Spoilt(random, random.GetItems(Lines, 1)[0]),
            _ => random.GetItems(Lines, 1)[0],
        });
        return string.Join('\n', lines) + (random.Next(4) == 0 ? "" : "\n");
    }

    private static string Spoilt(Random random, string line)
    {
        var at = random.Next(line.Length + 1);
        return line[..at] + random.GetItems(Pieces, 1)[0] + line[(at + random.Next(2) * random.Next(line.Length - at + 1))..];
    }

    private static void Ask(Site site)
    {
        foreach (var target in (string[])["/", "/a", "/a/b?c=d", "/%41", "*", "/../x"])
        {
            try
            {
                site.Answer(new Question { Target = target, Host = "h.test" });
            }
            catch (UnansweredException e)
            {
                Assert.NotEmpty(e.Reason);
            }
        }
    }
}
