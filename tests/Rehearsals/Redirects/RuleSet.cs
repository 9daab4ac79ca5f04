using System.Text;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>One virtual host's rules, its .htaccess files, and what to ask it.</summary>
internal sealed record RuleSet(int Number, IReadOnlyList<string> Server, IReadOnlyList<string> Root, IReadOnlyList<string> Below,
    IReadOnlyList<Question> Questions)
{
    internal string HostName => $"h{Number}.test";

    internal string Sections(string root, int port)
    {
        var home = $"{root}/docs/{Number}";
        return $"""
            <VirtualHost {HttpdServer.Address}:{port}>
            ServerName {HostName}
            DocumentRoot {home}
            RewriteMap low int:tolower
            RewriteMap esc int:escape
            RewriteMap map txt:{root}/map.txt
            <Directory {home}>
            AllowOverride All
            Require all granted
            Options FollowSymLinks
            </Directory>
            {string.Join('\n', Server)}
            </VirtualHost>

            """;
    }

    /// <summary>Lays the document root out: a few files and directories, and the .htaccess files.</summary>
    internal void Write(string root)
    {
        var home = $"{root}/docs/{Number}";
        Directory.CreateDirectory($"{home}/dir/deep");
        Directory.CreateDirectory($"{home}/b");
        Directory.CreateDirectory($"{home}/ab");
        File.WriteAllText($"{home}/file", "file");
        File.WriteAllText($"{home}/x.html", "x");
        File.WriteAllText($"{home}/dir/file", "");
        foreach (var directory in (string[])["", "/dir", "/dir/deep", "/b", "/ab"])
        {
            File.WriteAllText($"{home}{directory}/index.html", "index");
        }

        Htaccess($"{home}/.htaccess", Root);
        Htaccess($"{home}/b/.htaccess", Below);
    }

    public override string ToString() =>
        $"server:\n{string.Join('\n', Server)}\n.htaccess:\n{string.Join('\n', Root)}\nb/.htaccess:\n{string.Join('\n', Below)}";

    private static void Htaccess(string path, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            File.WriteAllText(path, string.Join('\n', lines) + "\n", new UTF8Encoding(false));
        }
    }
}
