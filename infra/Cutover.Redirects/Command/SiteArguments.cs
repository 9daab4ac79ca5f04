using System.CommandLine;
using Cutover.Disk;

namespace Cutover.Redirects;

/// <summary>The options that say which old host is meant.</summary>
internal sealed class SiteArguments
{
    private readonly Option<string> mirror;

    private readonly Option<string> config = new("--config")
    {
        Description = "the main configuration file, by its path on the old host", HelpName = "path",
        DefaultValueFactory = _ => "/etc/apache2/apache2.conf",
    };

    private readonly Option<string?> htaccess = new("--htaccess")
    {
        Description = "one .htaccess file instead, served from the root of a host of its own", HelpName = "file",
    };

    private readonly Option<string[]> defines = new("--define") { Description = "a name defined with -D", HelpName = "name" };

    private readonly Option<string> host = new("--name")
    {
        Description = "the host's name where its configuration gives none", HelpName = "host", DefaultValueFactory = _ => "localhost",
    };

    internal SiteArguments(string own)
    {
        mirror = new("--mirror")
        {
            Description = "a copy of the old host's file system, as far as it matters", HelpName = "dir", DefaultValueFactory = _ => own,
        };
    }

    internal IEnumerable<Symbol> All => [mirror, config, htaccess, defines, host];

    internal string Host(ParseResult parsed) => parsed.GetRequiredValue(host);

    internal Site Read(ParseResult parsed)
    {
        var setup = new ServerSetup { ConfigurationFile = parsed.GetRequiredValue(config), Defines = parsed.GetValue(defines) ?? [] };
        if (parsed.GetValue(htaccess) is not { } file)
        {
            var root = Path.GetFullPath(parsed.GetRequiredValue(mirror));
            if (!Directory.Exists(root))
            {
                throw new FormatException(
                    $"There is no directory {root}: --mirror names a copy of the old host's files, with its configuration at "
                    + $"{setup.ConfigurationFile} below it.");
            }

            var files = new DiskFiles(new Dictionary<string, string>(StringComparer.Ordinal) { ["/"] = root });
            return files.Kind(setup.ConfigurationFile) != FileKind.Missing
                ? Site.Read(files, setup)
                : throw new FormatException(
                    $"There is no configuration {setup.ConfigurationFile} below {root}: name it with --config, by its path on the old "
                    + "host.");
        }

        string[] main =
        [
            $"ServerName {Host(parsed)}", "DocumentRoot /htdocs", "<Directory /htdocs>", "AllowOverride All", "Options FollowSymLinks",
                "</Directory>",
        ];
        var around = new MemoryFiles().Add("/etc/apache2/apache2.conf", string.Join('\n', main) + "\n")
            .Add("/htdocs/.htaccess", PlainFile.Read(file));
        return Site.Read(around, setup with
        {
            ConfigurationFile = "/etc/apache2/apache2.conf", Modules = ["mod_alias.c", "mod_rewrite.c", "mod_dir.c"],
        });
    }

    /// <summary>A question about a URL; one that begins with a slash is asked of the host's own name.</summary>
    internal Question Question(ParseResult parsed, string url)
    {
        if (url.StartsWith('/'))
        {
            return new Question { Target = url, Host = Host(parsed) };
        }

        var parts = UriParts.Parse(url);
        var secure = string.Equals(parts.Scheme, "https", StringComparison.OrdinalIgnoreCase);
        if (parts.HostName is null || !(secure || string.Equals(parts.Scheme, "http", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException($"A URL begins with http://, https:// or a slash, and this is '{url}'.");
        }

        return new Question
        {
            Target = (parts.Path ?? "/") + (parts.Query is null ? "" : "?" + parts.Query),
            Host = parts.HostName + (parts.PortText is null ? "" : ":" + parts.PortText),
            Secure = secure,
            LocalPort = parts.Port > 0 ? parts.Port : secure ? 443 : 80,
        };
    }
}
