using System.Globalization;
using Cutover.Redirects;
using Cutover.Tests;

namespace Rehearsals;

/// <summary>
/// Rules with answers that their keepers expect, which no server gave: asked of a real httpd, of the model, and of the script in real
/// workerd.
/// </summary>
public sealed class ExpectedAnswers(ITestOutputHelper output)
{
    private const string HostName = "probe.test";

    /// <summary>A small set of the project's own, and OpenStack nova's where it lies beside the repository.</summary>
    public static TheoryData<string, string, int> Sets
    {
        get
        {
            var own = SharedMaterial.Own("tests/Rehearsals/Redirects/Expectations");
            var sets = new TheoryData<string, string, int> { { $"{own}/handbook.htaccess", $"{own}/handbook.txt", 24 } };
            if (SharedMaterial.Find("redirects") is { } shared)
            {
                sets.Add($"{shared}/corpus/openstack-nova.htaccess", $"{shared}/openstack-nova-redirect-tests.txt", 88);
            }

            return sets;
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task What_a_set_s_keepers_expect_is_answered_by_httpd_by_the_model_and_by_the_edge(string rules, string answers, int count)
    {
        await HttpdServer.Ensure(output.WriteLine);
        var (root, port) = (HttpdServer.NewRoot(), HttpdServer.AnyPort(3));
        var configuration = CorpusAgainstHttpd.Lay(rules, root, port);
        var site = Site.Read(new DiskFiles(), new ServerSetup { ConfigurationFile = configuration });
        var script = EdgeCompiler.Compile(site, new EdgeOptions { Plan = EdgePlan.Paid });
        await using var httpd = await HttpdServer.Start(root, configuration, port);
        await using var edge = await EdgeServer.Start($"{root}/edge", script.Module, HttpdServer.AnyPort(4));
        using var ofHttpd = new ServerAsker(HttpdServer.Address, port);
        using var ofEdge = new ServerAsker(HttpdServer.Address, edge.Port);
        var expectations = File.ReadAllLines(answers).Where(line => line.StartsWith('/')).Select(line => line.Split(' ')).ToList();
        foreach (var words in expectations)
        {
            var question = new Question { Target = words[0], Host = HostName };
            var location = words.Length > 2 ? $"http://{HostName}{words[2]}" : null;
            var (target, status) = (words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
            var (httpdStatus, httpdLocation) = await ofHttpd.Ask(question);
            var (edgeStatus, edgeLocation) = await ofEdge.Ask(question);
            var model = site.Answer(question);
            Assert.Equal((target, status, location), (target, httpdStatus, httpdLocation));
            Assert.Equal((target, status, location), (target, model.Status ?? model.Usual, model.Location));
            Assert.Equal((target, status, location), (target, edgeStatus == EdgeServer.PassedOn ? status : edgeStatus, edgeLocation));
            Assert.Equal(edgeStatus == EdgeServer.PassedOn, model.Status is null);
        }

        Assert.Equal(count, expectations.Count);
        Assert.Empty(await edge.Stop());
        await httpd.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }
}
