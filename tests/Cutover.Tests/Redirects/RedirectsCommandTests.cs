using System.CommandLine;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>The command, on the old host that the repository keeps.</summary>
public sealed class RedirectsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cutover-redirects-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Explain_names_the_rule_that_answers_and_the_one_it_hides()
    {
        var (code, said, _) = await Run("explain", "https://www.ietf.org/iesg/statements");
        Assert.Equal(0, code);
        Assert.Contains("301 https://www.ietf.org/about/groups/iesg//statements", said, StringComparison.Ordinal);
        Assert.Contains("without it: 301 https://www.ietf.org/about/groups/iesg/statements/", said, StringComparison.Ordinal);
        Assert.Contains("020-www.conf:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_finds_the_dead_the_shadowed_the_chained_and_what_leads_to_a_host_that_goes_away()
    {
        var (code, said, _) = await Run("report", "--going-away", "mailman.ietf.org");
        Assert.Equal(0, code);
        Assert.Contains("Dead: /etc/apache2/sites-enabled/020-www.conf:59: Redirect permanent old-index.html", said,
            StringComparison.Ordinal);
        Assert.Contains("Shadowed: /etc/apache2/sites-enabled/020-www.conf:52:", said, StringComparison.Ordinal);
        Assert.Contains("Chained: /etc/apache2/sites-enabled/010-http.conf:8:", said, StringComparison.Ordinal);
        Assert.Contains("GoingAway: /etc/apache2/sites-enabled/020-www.conf:43:", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere/at/all", "/etc/apache2/apache2.conf", "There is no directory /nowhere/at/all: --mirror names a copy")]
    [InlineData("/", "/nowhere.conf", "There is no configuration /nowhere.conf below /: name it with --config")]
    public async Task A_mirror_or_a_configuration_that_is_not_there_is_said(string mirror, string config, string sentence)
    {
        var (code, _, complaint) = await Run("report", "--mirror", mirror, "--config", config);
        Assert.Equal(2, code);
        Assert.StartsWith(sentence, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_that_comes_back_is_a_loop()
    {
        var file = Path.Combine(folder, ".htaccess");
        await File.WriteAllTextAsync(file,
            "Redirect 301 /a http://h.test/b\nRedirect 301 /b http://h.test/a\nRedirect 301 /c http://h.test/c/d\n");
        var (_, said, _) = await Run("report", "--htaccess", file, "--name", "h.test");
        Assert.Contains("Looping: /htdocs/.htaccess:1:", said, StringComparison.Ordinal);
        Assert.Contains("3 rules: 3 Looping", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_that_may_backtrack_without_measure_are_named_by_file_and_line()
    {
        var file = Path.Combine(folder, ".htaccess");
        string[] lines =
        [
            "RewriteEngine On", "RewriteCond %{QUERY_STRING} ^(a|b+)*$", "RewriteRule ^(x+)+$ /x [R,L]", "RewriteRule ^(.*)/(.*)$ /y [R,L]",
            "RedirectMatch ^(?:/[^/]+)*/z$ /z", "RedirectMatch ^/(?:\\w+-)*w$ /w", "RedirectMatch ^/(?:\\w*\\d)*v$ /v",
        ];
        await File.WriteAllLinesAsync(file, lines);
        var (code, said, _) = await Run("report", "--htaccess", file);
        Assert.Equal(0, code);
        var named = said.Split('\n').Where(line => line.StartsWith("Backtracks: ", StringComparison.Ordinal));
        Assert.Equal([2, 3, 7], named.Select(line => line.Split(':')[2][0] - '0'));
    }

    [Fact]
    public async Task A_check_against_no_recorded_answer_at_all_is_not_green()
    {
        var file = Path.Combine(folder, "answers");
        await File.WriteAllTextAsync(file, "# method\thost\n");
        var (code, _, error) = await Run("check", "--ask", "http://127.0.0.1:1", "--recorded", file);
        Assert.Equal(2, code);
        Assert.Contains("holds no recorded answer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_writes_a_script_and_its_routes_and_counts_requests_in_an_access_log()
    {
        var log = Path.Combine(folder, "access.log");
        string[] lines =
        [
            "www.ietf.org 192.0.2.1 - - [20/Jun/2024:00:00:00 +0000] \"GET /rfc/rfc1.txt HTTP/1.1\" 301 -",
            "www.ietf.org 192.0.2.1 - - [21/Jun/2024:12:00:00 +0000] \"GET /rfc/rfc2.txt HTTP/1.1\" 301 -",
            "elsewhere.test 192.0.2.1 - - [22/Jun/2024:00:00:00 +0000] \"GET / HTTP/1.1\" 200 9",
        ];
        await File.WriteAllLinesAsync(log, lines);
        var (code, said, _) = await Run("compile", "--out", folder, "--access-log", log);
        Assert.Equal(0, code);
        Assert.Contains("1 requests a day", said, StringComparison.Ordinal);
        Assert.Contains("export function answer(request)", await File.ReadAllTextAsync(Path.Combine(folder, "redirects.js")),
            StringComparison.Ordinal);
        Assert.Contains("tools.ietf.org/*", await File.ReadAllTextAsync(Path.Combine(folder, "routes.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_an_access_log_that_are_no_request_are_counted_and_told()
    {
        const string Request = "192.0.2.1 - - [20/Jun/2024:00:00:00 +0000] \"GET /a HTTP/1.1\" 200 9";
        var log = Path.Combine(folder, "access.log");
        await File.WriteAllLinesAsync(log, [Request, "192.0.2.1 - - [x] \"\\x16\\x03\" 400 -", Request + new string('x', 70_000), Request]);
        var (code, said, _) = await Run("compile", "--out", folder, "--access-log", log);
        Assert.Equal(0, code);
        Assert.Contains("2 of 4 lines are no request and were left out; the first is line 2", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"status\":200}\n\u001b[2J\n", "2 lines, the first is '{")]
    public async Task A_log_of_another_form_is_refused_instead_of_counting_nothing(string text, string seen)
    {
        var log = Path.Combine(folder, "access.log");
        await File.WriteAllTextAsync(log, text);
        var (code, _, error) = await Run("compile", "--out", folder, "--access-log", log);
        Assert.Equal(2, code);
        Assert.Contains("holds no request in the common or combined log format: " + seen, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compile", "--out", "x", "nobody has said how many")]
    [InlineData("check", "--ask=http://127.0.0.1:1", "--random=-3", "--random takes a number of URLs from 0 on")]
    [InlineData("check", "--ask=http://127.0.0.1:1", "--recorded=/dev/null", "it is a device")]
    [InlineData("check", "--ask=http://127.0.0.1:1", "--recorded=/proc/self/environ", "should hold method, host, target")]
    [InlineData("compile", "--out=/proc/x", "--requests-per-day=5", "The script cannot be written to /proc/x: ")]
    [InlineData("compile", "--out=/proc/x", "--requests-per-day=-5", "--requests-per-day takes a number from 0 on")]
    [InlineData("explain", "ftp://www.ietf.org/", null, "A URL begins with http://, https:// or a slash")]
    [InlineData("check", "--ask", "nowhere", "A server is written http://address:port")]
    [InlineData("explain", "/", "--htaccess=/nowhere/.htaccess", "/nowhere/.htaccess")]
    public async Task What_cannot_be_done_is_said_in_a_sentence_with_the_code_2(string command, string first, string? second,
        string sentence)
    {
        string[] arguments = second is null ? [command, first] : [command, first, second];
        var (code, _, error) = await Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var root = new RootCommand { RedirectsCommand.Create(Repository.Path("runbooks/Ietf/OldHost")) };
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        var code = await root.Parse(["redirects", .. arguments]).InvokeAsync(configuration, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
