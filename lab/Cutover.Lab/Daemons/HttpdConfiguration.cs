using System.Globalization;
using System.Text;
using Cutover.Stacks;

namespace Cutover.Lab;

/// <summary>
/// The old host's Apache, which answers its old links to the end: its own files, but for where they lie and the port it listens on. TLS
/// ends in front of it, on the old host and here.
/// </summary>
internal sealed class HttpdConfiguration(LabEstate estate)
{
    private const string Name = "old-httpd";

    /// <summary>A link of the old rules, and nobody else's.</summary>
    public const string KnownLink = "/iesg";

    private string Home => Path.Combine(estate.Directory, "old", "httpd");

    private string MainFile => Path.Combine(Home, "httpd.conf");

    public Unit Unit
    {
        get
        {
            string[] command = [RequiredProgram.PathOf("apache2"), "-f", MainFile];
            return new Unit(Name, [.. command, "-DFOREGROUND"]) { Listens = estate.OldHttpd, Check = [.. command, "-t"] };
        }
    }

    /// <summary>Its files, by path.</summary>
    public IEnumerable<(string File, string Text)> Files()
    {
        foreach (var (path, content) in OldHostFiles.Read())
            yield return path == "/etc/apache2/apache2.conf" ? (MainFile, Main(Encoding.UTF8.GetString(content)))
                : (Home + path, Encoding.UTF8.GetString(content));
    }

    private string Main(string text) =>
        $$"""
        # Written by the lab at every start.
        PidFile {{Home}}/httpd.pid
        ErrorLog {{estate.Logs}}/{{Name}}.error.log
        Mutex fcntl:{{Home}}
        TypesConfig /etc/mime.types
        Listen {{estate.OldHttpd}}
        StartServers 1
        ServerLimit 1
        ThreadsPerChild 16
        MaxRequestWorkers 16
        MinSpareThreads 1
        MaxSpareThreads 16
        LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so

        """ + text
            .Replace("ServerRoot /etc/apache2", $"ServerRoot {Home}/etc/apache2", StringComparison.Ordinal)
            .Replace("Define HTTPS_PORT 443", $"Define HTTPS_PORT {Port}", StringComparison.Ordinal)
            .Replace("Define WWW_ROOT /a/", $"Define WWW_ROOT {Home}/a/", StringComparison.Ordinal)
            .Replace("Define MAPS /etc/", $"Define MAPS {Home}/etc/", StringComparison.Ordinal) +
        $"Header always set X-Served-By {Name}\n";

    private string Port => estate.OldHttpd.Port.ToString(CultureInfo.InvariantCulture);
}
