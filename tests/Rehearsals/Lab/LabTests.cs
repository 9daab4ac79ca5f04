using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>The small lab, really up, and what it leaves behind.</summary>
[Collection("lab")]
public sealed class LabTests : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await SmallLab.New().SweepAsync();

    public async ValueTask DisposeAsync()
    {
        await SmallLab.New().SweepAsync();
        if (Directory.Exists(SmallLab.Place))
            Directory.Delete(SmallLab.Place, recursive: true);
    }

    [Fact]
    public async Task The_small_lab_serves_every_mode_at_both_fronts_and_goes_down_without_a_trace()
    {
        var lab = SmallLab.New();
        var estate = await lab.UpAsync(adopt: false, TestContext.Current.CancellationToken);
        Assert.True(await lab.IsUpAsync(TestContext.Current.CancellationToken));
        foreach (var front in new[] { estate.OldFront, estate.Edge })
        {
            using var client = new FrontClient(estate, front);
            foreach (var site in estate.Sites)
                await EveryModeAsync(
                    client, site, await File.ReadAllTextAsync(estate.TesterTokenFile, TestContext.Current.CancellationToken));
        }
        await OldFrontPassesAsync(estate);
        await UsersGiveWayAndComeBackAsync(estate);
        await lab.DownAsync(TestContext.Current.CancellationToken);
        Assert.Empty(SmallLab.Processes());
        Assert.False(await lab.IsUpAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_submitted_draft_is_announced_by_the_scheduler_once()
    {
        var estate = await SmallLab.New().UpAsync(adopt: false, TestContext.Current.CancellationToken);
        using var client = new FrontClient(estate, estate.OldFront);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("author@lab.test"), "user" },
            { new StringContent("<rfc docName=\"draft-once-and-only-00\"><front><title>Once</title></front></rfc>"), "xml", "draft.xml" },
        };
        using var answer = await client.SendAsync("datatracker", HttpMethod.Post, "/api/submission", request => request.Content = form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var log = Path.Combine(estate.Sink, "datatracker-old-scheduler.log");
        for (var looks = 0; looks < 300 && !(File.Exists(log) && new FileInfo(log).Length > 0); looks++)
            await Task.Delay(100, TestContext.Current.CancellationToken);

        // Long enough for a second announcement.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var sent = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.Contains("draft-once-and-only-00", Assert.Single(sent), StringComparison.Ordinal);
        using var draft = await client.SendAsync("www", HttpMethod.Get, "/id/draft-once-and-only-00.txt");
        Assert.Equal(HttpStatusCode.OK, draft.StatusCode);
    }

    [Fact]
    public async Task A_port_taken_by_somebody_else_is_named_with_its_holder_and_nothing_is_left()
    {
        var edge = LabEstate.Of(SmallLab.Options).Edge.Address;
        using var somebody = new TcpListener(IPAddress.Parse(edge.Host), edge.Port);
        somebody.Start();
        var refusal =
            await Assert.ThrowsAsync<LabException>(() => SmallLab.New().UpAsync(adopt: false, TestContext.Current.CancellationToken));
        Assert.Contains($"{edge} is taken by process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("port offset", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(SmallLab.Processes());
    }

    [Fact]
    public async Task A_start_killed_halfway_is_swept_by_the_next_one_and_others_processes_live()
    {
        var command = Path.Combine(AppContext.BaseDirectory, "Cutover.LabCommand.dll");
        string[] arguments =
        [
            "exec", command, "up", "--size", "small", "--port-offset", $"{SmallLab.PortOffset}", "--directory", SmallLab.Place,
            "--hosts", "shared",
        ];
        using var starter = Process.Start("dotnet", arguments);
        var postgres = Path.Combine(SmallLab.Place, "run", "postgres-old.pid");
        while (!File.Exists(postgres))
        {
            Assert.False(starter.HasExited, "the start ended before it could be killed");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        starter.Kill();
        await starter.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(SmallLab.Processes());
        using var bystander = SmallLab.StartBystander();
        try
        {
            Assert.True(await SmallLab.New().SweepAsync(TestContext.Current.CancellationToken) > 0);
            Assert.Empty(SmallLab.Processes());
            Assert.False(bystander.HasExited);
            await SmallLab.New().UpAsync(adopt: false, TestContext.Current.CancellationToken);
            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
        }
    }

    /// <summary>A process that was killed looks ended before the last of its threads has: until then whoever connects is let in.</summary>
    [Fact]
    public async Task A_service_that_was_killed_is_said_to_be_stopped_only_when_nobody_can_connect_to_it_any_more()
    {
        var estate = await SmallLab.New().UpAsync(adopt: false, TestContext.Current.CancellationToken);
        var broker = estate.NewBroker;
        for (var round = 0; round < 2; round++)
        {
            using (var process = Process.GetProcessById(SmallLab.PidOf(estate, broker.Unit)))
                process.Kill();
            while (await SmallLab.ServiceAsync(estate, broker.Unit, "status") == 0)
            {
            }

            using var client = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(broker.Address.Host, broker.Address.Port));
            Assert.Equal(0, await SmallLab.ServiceAsync(estate, broker.Unit, "start"));
        }
    }

    [Fact]
    public async Task An_adopted_lab_gets_back_what_died_and_not_what_was_stopped()
    {
        var estate = await SmallLab.New().UpAsync(adopt: false, TestContext.Current.CancellationToken);
        Assert.Equal(0, await SmallLab.ServiceAsync(estate, "datatracker-old-scheduler", "stop"));
        var edge = SmallLab.PidOf(estate, "edge");
        foreach (var name in new[] { "resolver", "postgres-old", "old-front" })
            Process.GetProcessById(SmallLab.PidOf(estate, name)).Kill();
        Assert.False(await SmallLab.New().IsUpAsync(TestContext.Current.CancellationToken));

        var lines = new List<string>();
        await SmallLab.New(lines).UpAsync(adopt: true, TestContext.Current.CancellationToken);

        Assert.True(await SmallLab.New().IsUpAsync(TestContext.Current.CancellationToken));
        Assert.Equal(edge, SmallLab.PidOf(estate, "edge"));
        Assert.Equal(3, await SmallLab.ServiceAsync(estate, "datatracker-old-scheduler", "status"));
        Assert.Contains("adopted the lab: starting resolver, old-front, postgres-old", lines, StringComparer.Ordinal);
        using var client = new FrontClient(estate, estate.OldFront);
        using var page = await client.SendAsync("datatracker", HttpMethod.Get, "/doc/draft-ietf-wg001-00001/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Every_lab_has_a_name_of_its_own_which_adopting_keeps_and_taking_down_ends()
    {
        var lab = SmallLab.New();
        await lab.UpAsync(adopt: false, TestContext.Current.CancellationToken);
        var made = lab.Made;
        Assert.NotNull(made);
        await SmallLab.New().UpAsync(adopt: true, TestContext.Current.CancellationToken);
        Assert.Equal(made, lab.Made);

        await lab.DownAsync(TestContext.Current.CancellationToken);
        Assert.Null(lab.Made);
        await lab.UpAsync(adopt: false, TestContext.Current.CancellationToken);
        Assert.NotEqual(made, lab.Made);
    }

    /// <summary>A kernel that does not share by session has only what <c>nice</c> says, and that for the background alone.</summary>
    private static async Task UsersGiveWayAndComeBackAsync(LabEstate estate)
    {
        var turns = new LabTurns(estate);
        var before = await NicenessAsync(estate);
        turns.GiveWay(true);
        var between = await NicenessAsync(estate);
        turns.GiveWay(false);

        var shares = File.Exists("/proc/self/autogroup");
        Assert.Equal(shares ? ("0", "5", "0") : ("", "", ""), before);
        Assert.Equal(shares ? ("12", "5", "0") : ("", "", ""), between);
        Assert.Equal(before, await NicenessAsync(estate));
    }

    private static async Task<(string Web, string Worker, string Database)> NicenessAsync(LabEstate estate)
    {
        return (await OfAsync("datatracker-old-web"), await OfAsync("datatracker-old-worker"), await OfAsync("postgres-old"));

        async Task<string> OfAsync(string unit)
        {
            var process = (await File.ReadAllTextAsync(Path.Combine(estate.Directory, "run", $"{unit}.pid"), default)).Split(' ')[0];
            var file = $"/proc/{process}/autogroup";
            return File.Exists(file) ? (await File.ReadAllTextAsync(file, default)).Trim().Split(' ')[^1] : "";
        }
    }

    /// <summary>Once the names lead to the edge, the edge alone decides, also for those who still come to the old front.</summary>
    private static async Task OldFrontPassesAsync(LabEstate estate)
    {
        using var old = new FrontClient(estate, estate.OldFront);
        using var edge = new FrontClient(estate, estate.Edge);
        foreach (var site in estate.Sites)
        {
            await old.ModeAsync(site, "edge");
            foreach (var (mode, status) in new[] { ("maintenance", HttpStatusCode.ServiceUnavailable), ("old", HttpStatusCode.OK) })
            {
                await edge.ModeAsync(site, mode);
                using var page = await old.SendAsync(
                    site, HttpMethod.Get, site switch { "www" => "/id/", "mailarchive" => "/arch/", _ => "/api/version" });
                Assert.Equal(status, page.StatusCode);
            }
        }
    }

    private static async Task EveryModeAsync(FrontClient client, string site, string token)
    {
        var (page, write, old, readOnly) = site switch
        {
            "www" => ("/page-1/", "/admin/pages/", "www-old-app", "www-old-ro"),
            "mailarchive" => ("/arch/browse/wg01/", "/api/v1/message/import/", "mailarchive-old-web", "mailarchive-old-ro"),
            _ => ("/doc/draft-ietf-wg001-00001/", "/api/submission", "datatracker-old-web", "datatracker-old-ro"),
        };
        var isApi = site != "www";

        await client.ModeAsync(site, "read-only");
        await ServedAsync(HttpMethod.Get, page, readOnly);
        await ServedAsync(HttpMethod.Head, page, readOnly);
        await RefusedAsync(HttpMethod.Post, write, isApi);
        await RefusedAsync(HttpMethod.Delete, page, isApi: false);

        await client.ModeAsync(site, "maintenance");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch,
            HttpMethod.Options, new("BREW")])
        {
            await RefusedAsync(method, write, isApi);
            await RefusedAsync(method, "/anything/at/all", isApi: false);
        }

        // The new side's applications are not there yet: 502 from beyond shows who was let through.
        await client.ModeAsync(site, "testers");
        await ServedAsync(HttpMethod.Get, page, readOnly);
        await RefusedAsync(HttpMethod.Post, write, isApi);
        await BeyondAsync(request => request.Headers.Add("X-Cutover-Tester", token.Trim()));
        await BeyondAsync(request => request.Headers.Add("Cookie", $"a=b; X-Cutover-Tester={token.Trim()}"));
        await client.ModeAsync(site, "new");
        await BeyondAsync(_ => { });

        await client.ModeAsync(site, "old");
        await ServedAsync(HttpMethod.Get, page, old);

        async Task ServedAsync(HttpMethod method, string path, string by)
        {
            using var answer = await client.SendAsync(site, method, path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(by, FrontClient.ServedBy(answer));
        }

        async Task RefusedAsync(HttpMethod method, string path, bool isApi)
        {
            using var answer = await client.SendAsync(site, method, path);
            await FrontClient.AssertRefusedAsync(answer, isApi);
        }

        async Task BeyondAsync(Action<HttpRequestMessage> shape)
        {
            using var answer = await client.SendAsync(site, HttpMethod.Post, write, shape);
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        }
    }
}
