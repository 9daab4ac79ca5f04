using System.Globalization;
using System.Text;

namespace Rehearsals;

/// <summary>Random rule sets and random questions for them, out of a small alphabet so that they meet often.</summary>
internal sealed class RandomRules(Random random)
{
    private static readonly string[] Segments = ["a", "b", "ab", "A", "x.html", "c d", "é", "d", "q%3F", "100%25", "a+b", "a;b", "file",
        "index.html", "a&b", "~u", "e=f", "a:b"];
    private static readonly string[] Hosts = ["https://h.example", "http://h.example:80", "https://h.example:8443", "HTTPS://H.example",
        "//h.example", "ftp://f.example", "https://u:p@h.example"];
    private static readonly string[] Variables =
    [
        "HTTP_HOST", "REQUEST_URI", "QUERY_STRING", "REQUEST_FILENAME", "HTTPS", "REQUEST_METHOD", "THE_REQUEST", "SERVER_NAME",
            "SERVER_PORT", "DOCUMENT_ROOT",
        "REMOTE_ADDR", "HTTP:X-Test", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_ACCEPT", "ENV:e", "REQUEST_SCHEME", "PATH_INFO",
            "query_string", "NOSUCH", "SERVER_ADDR",
        "SCRIPT_FILENAME", "CONTEXT_PREFIX", "IS_SUBREQ", "ENV:SCRIPT_URL", "ENV:REDIRECT_e", "HTTP_COOKIE", "SERVER_PROTOCOL",
            "CONTEXT_DOCUMENT_ROOT",
    ];

    internal string ServerRule() => Line(inDirectory: false);

    internal string DirectoryRule() => Line(inDirectory: true);

    /// <summary>A request target, as bytes.</summary>
    internal string Target()
    {
        var text = new StringBuilder();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            text.Append(Pick("/", "/", "/", "/", "//", "/./", "/z/../")).Append(Encode(Pick(Segments)));
        }

        text.Append(Pick("", "", "", "/", "//"));
        return text + Pick("", "", "", "?", "?k=v", "?a=1&b=2", "?q=%20%41", "?x?y", "?&", "?e=f&");
    }

    internal string Method() => Pick("GET", "GET", "GET", "GET", "HEAD");

    internal string UserAgent() => Pick("curl/8", "Mozilla Windows", "");

    private string Line(bool inDirectory)
    {
        switch (random.Next(10))
        {
            case 0:
                return $"Redirect {Status()} {Quoted(Path())} {Quoted(Target(plain: true))}";
            case 1:
                return $"RedirectMatch {Status()} {Quoted(Pattern(slash: true))} {Quoted(Target(plain: true))}";
            case 2:
                return Pick(
                    $"RedirectPermanent {Quoted(Path())} {Quoted(Target(plain: true))}",
                        $"RedirectTemp {Quoted(Path())} {Quoted(Target(plain: true))}",
                    $"Redirect {Pick("gone", "404", "410", "403", "451")} {Quoted(Path())}",
                        $"RedirectMatch {Pick("gone", "404", "403")} {Quoted(Pattern(slash: true))}");
            default:
                return Conditions() + $"RewriteRule {Quoted(Pick("", "", "", "", "!") + Pattern(!inDirectory))} {Quoted(Substitution())}{Flags()}";
        }
    }

    private string Status() => Pick("", "301", "302", "303", "307", "308", "permanent", "temp", "seeother");

    private string Path() => Pick("/", "/", "/", "/", "", "//") + string.Join(Pick("/", "/", "//"), Some(Segments, 1, 2)) + Pick("", "",
        "/");

    private string Target(bool plain)
    {
        var path = plain ? string.Join('/', Some(Segments, 0, 2)) : "";
        return Pick(Pick(Hosts), Pick(Hosts), "") + "/" + path + Pick("", "", "/", "$1", "$0", "/$1/$2", "?x=1", "?x=$1", "#f", "#f$1",
            "\\$1", "%41", "?", "&amp;");
    }

    private string Pattern(bool slash)
    {
        var start = Pick("^", "^", "^", "") + Pick(slash ? "/" : "", slash ? "/" : "", "/?", "");
        return Pick(
            start + Regex() + Pick("$", "$", ""), start + Regex() + "/" + Regex() + Pick("$", ""), start + "(.*)" + Pick("$", ""), start
                + "(.+)$", start + "([^/]+)/(.*)$",
            start + Regex() + "(/.*)?" + Pick("$", ""), ".", "^", start + "(" + Regex() + "|" + Regex() + ")", start + "(?:" + Regex()
                + ")?(.*)");
    }

    private string Regex() => Pick(
        "a", "b", "ab", "(a|b)", "[a-b]+", "(a*)(b*)", "x\\.html", "c d", "\\w+", "(\\w)(\\w*)", "[^/]*", "(.*)\\.html", "é", "(é)",
            "(?i)A", "a{1,2}", "file", "(index)\\.html", "[[:alpha:]]+", "q\\?");

    private string Substitution()
    {
        var tail = Pick("", "$1", "/$1", "/$1/$2", "%1", "?x=1", "?x=$1", "?", "?$1&y=%{QUERY_STRING}", "#frag", "%{REQUEST_URI}", "$0",
            "\\?a", "$9", "${low:$1}", "${map:$1|none}", "${esc:$1}", "%{ENV:e}", "?a=b?c=d");
        return Pick(
            "-", "-", Pick(Hosts) + "/" + Pick(Segments).Replace("%", "\\%", StringComparison.Ordinal) + tail, Pick(Hosts) + "/" + tail,
                "/" + Pick(Segments) + tail, Pick("a", "b", "ab", "file", "dir/file", "dir") + tail,
            "https://%{HTTP_HOST}%{REQUEST_URI}", "http://probe.test/" + tail, "/dir" + tail, "$1", "mailto:x@y" + tail, "//"
                + Pick(Segments) + tail);
    }

    private string Conditions()
    {
        var text = new StringBuilder();
        for (var n = random.Next(5) switch { 0 => 2, 1 => 1, _ => 0 }; n > 0; n--)
        {
            var input = Pick("%{" + Pick(Variables) + "}", "%{" + Pick(Variables) + "}", "$1", "%1", "$0-%{QUERY_STRING}",
                "${low:%{HTTP_HOST}}", "a");
            var test = Pick(
                Quoted(Pattern(slash: true)), Quoted(Regex()), "=a", "=\"\"", ">a", "<b", ">=ab", "<=ab", "-f", "-d", "-s", "!-f", "!-d",
                    "-eq1", "-lt5", "-ge2", "-ne0", "!^$", "on", "!=on", "(.)(.*)");
            text.Append(CultureInfo.InvariantCulture,
                $"RewriteCond {Quoted(input)} {test}{Pick("", "", " [NC]", " [OR]", " [NC,OR]", " [nocase,ornext]", " [NV]")}\n");
        }

        return text.ToString();
    }

    private string Flags()
    {
        string[] all =
        [
            "R", "R=301", "R=302", "R=303", "R=307", "R=permanent", "R=temp", "R=seeother", "L", "L", "L", "END", "NE", "NC", "QSA",
                "QSD", "QSL", "B", "B=&?", "BNP", "BNE=/", "BCTLS", "C", "S=1", "S=2", "PT",
            "F", "G", "R=404", "E=e:$1", "E=e:v", "E=!e", "DPI", "NS", "UnsafeAllow3F", "UNC", "N=3", "CO=a:b:c", "T=text/plain",
                "UnsafePrefixStat", "P",
        ];
        var chosen = Some(all, 0, 4).Where(flag => flag is not ("F" or "G" or "R=404" or "P") || random.Next(3) == 0).ToList();
        return chosen.Count == 0 ? "" : $" [{string.Join(',', chosen)}]";
    }

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) || text.Length == 0 ? $"\"{text}\"" : text;

    private string Encode(string segment)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(segment))
        {
            var c = (char)b;
            var plain = char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or ';' or '&' or '=' or '~' or ':' || (c == '%'
                && segment.Contains("%3F", StringComparison.Ordinal)) || (c == '%' && segment.Contains("%25", StringComparison.Ordinal));
            var hex = random.Next(2) == 0 ? $"%{b:X2}" : $"%{b:x2}";
            text.Append(plain && (c == '%' || random.Next(12) > 0) ? c.ToString() : hex);
        }

        return text + Pick("", "", "", "", "", "", "", "", "%2F", "%0a", "%23", "%3f", "%26", "%2b");
    }

    private string Pick(params string[] from) => from[random.Next(from.Length)];

    private List<string> Some(string[] from, int least, int most) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ =>
        Pick(from))];
}
