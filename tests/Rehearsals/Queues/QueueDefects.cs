using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;
using RabbitMQ.Client;

namespace Cutover.Rehearsals;

/// <summary>
/// What can go wrong with a queue and its workers, planted in the brokers and workers of a real lab: each check sees it and says what is
/// wrong, and no task is lost or done twice.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class QueueDefects(QueueLab lab) : IClassFixture<QueueLab>
{
    private const string Worker = QueueLab.Worker;

    private readonly Scene _scene = new() { Run = $"test-{Guid.NewGuid():N}" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>RabbitMQ's statistics are samples, 5 s apart; what the effect asks for is how it is now.</summary>
    [Fact]
    public async Task A_task_that_was_confirmed_a_moment_ago_is_seen()
    {
        var broker = Broker(lab.Estate.NewBroker);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var connection = await ConnectAsync(lab.Estate.NewBroker);
        await using var channel = await connection.CreateChannelAsync(confirmed, Stop);
        await channel.BasicQosAsync(0, 0, global: false, Stop);
        for (var ready = 1; ready <= 20; ready++)
        {
            await channel.BasicPublishAsync("", "celery", true, new BasicProperties { Persistent = true }, new byte[] { 1 }, Stop);
            Assert.Equal((ready, 0L), await HeldAsync(broker));
        }

        var last = 0ul;
        for (var taken = 1; taken <= 20; taken++)
        {
            var task = await channel.BasicGetAsync("celery", autoAck: false, Stop);
            last = task!.DeliveryTag;
            Assert.Equal((20L - taken, taken), await HeldAsync(broker));
        }

        await channel.BasicAckAsync(last, multiple: true, Stop);
        await _scene.UntilAsync(Queues.Empty(broker), Verdict.Done);
    }

    [Fact]
    public async Task A_worker_that_takes_tasks_and_never_acknowledges_is_seen_and_none_is_lost_or_done_twice()
    {
        var broker = Broker(lab.Estate.OldBroker);
        await lab.SetAsync(Worker, "acknowledges", false);
        await _scene.UntilAsync(Queues.Drained(broker), Verdict.Done);
        string[] drafts = [await lab.SubmitAsync(), await lab.SubmitAsync(), await lab.SubmitAsync()];
        var stuck = await _scene.ProbeAsync(Queues.Drained(broker));
        await lab.ServiceAsync(Worker, "stop");
        var back = await _scene.ProbeAsync(Queues.Empty(broker));
        Assert.Equal([0L, 0L, 0L], await lab.PostedAsync(drafts));
        await lab.SetAsync(Worker, "acknowledges", true);
        await _scene.UntilAsync(Queues.Drained(broker), Verdict.Done);
        Assert.Equal(Verdict.NotDone, stuck.Verdict);
        Assert.Contains("look at the worker's log", stuck.Why, StringComparison.Ordinal);
        Assert.Contains("celery holds 3 that wait and 0 that are taken and not done", back.Why, StringComparison.Ordinal);
        Assert.Equal([1L, 1L, 1L], await lab.PostedAsync(drafts));
    }

    [Fact]
    public async Task A_queue_that_nobody_takes_from_is_seen()
    {
        var broker = Broker(lab.Estate.OldBroker);
        await lab.ServiceAsync(Worker, "stop");
        var draft = await lab.SubmitAsync();
        var alone = await _scene.ProbeAsync(Queues.Drained(broker));
        await lab.ServiceAsync(Worker, "start");
        Assert.Equal(Verdict.NotDone, alone.Verdict);
        Assert.Contains("nobody takes from celery of broker-old, where 1 tasks are", alone.Why, StringComparison.Ordinal);
        await _scene.UntilAsync(Queues.Drained(broker), Verdict.Done);
        Assert.Equal([1L], await lab.PostedAsync(draft));
    }

    /// <summary>Hazard 1, for workers: the old side's still run when the new side's should begin.</summary>
    [Fact]
    public async Task An_old_worker_that_still_runs_is_seen_and_the_new_one_is_not_started()
    {
        var (old, next) = (Control(Worker), Control("datatracker-new-worker"));
        var stopped = _scene.Done("stop", Service.StopOnlyOne(old, next), new ServiceSeen(false));
        var start = Service.ExactlyOne(next, old, stopped);
        await _scene.UntilAsync(Queues.Drained(Broker(lab.Estate.OldBroker)), Verdict.Done);
        var taken = await _scene.ProbeAsync(Queues.Empty(Broker(lab.Estate.OldBroker)));
        var before = await _scene.ProbeAsync(start);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(start, before.Value!));
        Assert.Contains("somebody still takes from celery (1) of broker-old: stop that worker", taken.Why, StringComparison.Ordinal);
        Assert.Contains("only one of", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, await lab.ServiceAsync("datatracker-new-worker", "status"));
    }

    /// <summary>The way back: what waits at the new broker is done by the old worker, also when it is carried twice.</summary>
    [Fact]
    public async Task Tasks_that_are_carried_to_the_other_broker_are_done_once()
    {
        var (old, next) = (Broker(lab.Estate.OldBroker), Broker(lab.Estate.NewBroker));
        var refused = await Assert.ThrowsAsync<EffectException>(async () =>
            await _scene.DoAsync(Queues.Carry(old, next), (await _scene.ProbeAsync(Queues.Carry(old, next))).Value!));
        await lab.ServiceAsync(Worker, "stop");
        string[] drafts = [await lab.SubmitAsync(), await lab.SubmitAsync()];
        await _scene.MakeSoAsync(Queues.Carry(old, next));
        Assert.Equal((0L, 0L), await HeldAsync(old));
        await using (var connection = await ConnectAsync(lab.Estate.NewBroker))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Stop))
        {
            // As if a first carrying had died between the one broker's confirmation and the other's acknowledgement.
            var twice = await channel.BasicGetAsync("celery", autoAck: false, Stop);
            await channel.BasicPublishAsync("", "celery", true, new BasicProperties(twice!.BasicProperties), twice.Body, Stop);
            await channel.BasicNackAsync(twice.DeliveryTag, multiple: false, requeue: true, Stop);
        }

        await _scene.MakeSoAsync(Queues.Carry(next, old));
        Assert.Equal((3L, 0L), await HeldAsync(old));
        await lab.ServiceAsync(Worker, "start");
        await _scene.UntilAsync(Queues.Drained(old), Verdict.Done);
        Assert.Equal([1L, 1L], await lab.PostedAsync(drafts));
        Assert.Contains("Somebody still takes from celery of broker-old", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>N7: what the new broker is given differs from what the applications were given.</summary>
    [Fact]
    public async Task A_new_broker_that_lacks_the_virtual_host_or_the_password_or_a_sound_cookie_is_seen_before_the_night()
    {
        var (broker, place) = (lab.Estate.NewBroker, Broker(lab.Estate.NewBroker));
        var (definitions, cookie) = (Path.Combine(broker.Directory, "definitions.json"), Path.Combine(broker.Directory, ".erlang.cookie"));
        var right = await File.ReadAllTextAsync(definitions, Stop);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Queues.Answers(place))).Verdict);

        await AfreshAsync(broker, right, json => json["users"]![0]!["password_hash"] = "AAAAAOqDW2w8gjWi3vVJhGvLrZVrvbXcWkSg9p7pcOBbBg7b");
        var password = await _scene.ProbeAsync(Queues.Answers(place));
        await AfreshAsync(
            broker, right,
            json => (json["vhosts"]![0]!["name"], json["permissions"], json["queues"]) = ("other", new JsonArray(), new JsonArray()));
        var host = await _scene.ProbeAsync(Queues.Answers(place));

        await lab.ServiceAsync(broker.Unit, "stop");
        File.SetUnixFileMode(cookie, File.GetUnixFileMode(cookie) | UnixFileMode.OtherRead);
        var started = await lab.ServiceAsync(broker.Unit, "start");
        var down = await _scene.ProbeAsync(Queues.Answers(place));
        File.SetUnixFileMode(cookie, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await AfreshAsync(broker, right, _ => { });
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Queues.Answers(place))).Verdict);

        Assert.Contains("refuses datatracker with the password of", password.Why, StringComparison.Ordinal);
        Assert.Contains("has no virtual host dt that datatracker may see", host.Why, StringComparison.Ordinal);
        Assert.NotEqual(0, started);
        Assert.Contains("had no answer", down.Why, StringComparison.Ordinal);
        Assert.All([password, host, down], finding => Assert.Equal(Verdict.Unknown, finding.Verdict));
    }

    [Fact]
    public async Task A_new_broker_that_is_short_of_disk_or_lets_nobody_write_is_seen_before_the_night_though_it_lets_everybody_in()
    {
        var (broker, place) = (lab.Estate.NewBroker, Broker(lab.Estate.NewBroker));
        var definitions = await File.ReadAllTextAsync(Path.Combine(broker.Directory, "definitions.json"), Stop);
        var file = Path.Combine(broker.Directory, "advanced.config");
        var right = await File.ReadAllTextAsync(file, Stop);
        var demanding = right.Replace("{disk_free_limit, ", "{disk_free_limit, 1000000000", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, demanding, Stop);
        await AfreshAsync(broker, definitions, _ => { });
        var full = await _scene.ProbeAsync(Queues.Answers(place));
        await File.WriteAllTextAsync(file, right, Stop);

        await AfreshAsync(broker, definitions, json => json["permissions"]![0]!["write"] = "^$");
        var barred = await _scene.ProbeAsync(Queues.Answers(place));
        await AfreshAsync(broker, definitions, _ => { });
        var sound = await _scene.ProbeAsync(Queues.Answers(place));

        Assert.Equal(Verdict.NotDone, full.Verdict);
        Assert.EndsWith(
            "takes nothing: what is sent is not confirmed within 5 s; it says 'low on disk'; look at its memory and its disk", full.Why,
            StringComparison.Ordinal);
        Assert.Equal(Verdict.NotDone, barred.Verdict);
        Assert.Contains("ACCESS_REFUSED", barred.Why, StringComparison.Ordinal);
        Assert.True(sound.Verdict == Verdict.Done, sound.Why);
    }

    /// <summary>The broker begins again without data, with definitions that were changed.</summary>
    private async Task AfreshAsync(LabBroker broker, string definitions, Action<JsonNode> change)
    {
        var file = Path.Combine(broker.Directory, "definitions.json");
        var json = JsonNode.Parse(definitions)!;
        change(json);
        await lab.ServiceAsync(broker.Unit, "stop");
        await File.WriteAllTextAsync(file, json.ToJsonString(), Stop);
        Directory.Delete(Path.Combine(broker.Directory, "data"), recursive: true);
        Assert.Equal(0, await lab.ServiceAsync(broker.Unit, "start"));
    }

    private async Task<(long Ready, long Taken)> HeldAsync(Place<QueueAddress> broker)
    {
        var queue = Assert.Single((await _scene.ProbeAsync(Queues.Carry(broker, broker))).Value!.Queues);
        return (queue.Ready, queue.Unacknowledged);
    }

    private static async Task<IConnection> ConnectAsync(LabBroker broker) => await new ConnectionFactory
    {
        HostName = broker.Address.Host,
        Port = broker.Address.Port,
        VirtualHost = broker.VirtualHost,
        UserName = broker.User,
        Password = (await File.ReadAllTextAsync(broker.PasswordFile, Stop)).Trim(),
    }.CreateConnectionAsync(Stop);

    private Place<QueueAddress> Broker(LabBroker broker) => _scene.Place(broker.Unit, new QueueAddress
    {
        Url = $"http://{broker.Api}",
        Host = broker.Address.Host,
        Port = broker.Address.Port,
        Tls = false,
        VirtualHost = broker.VirtualHost,
        User = broker.User,
        PasswordFile = broker.PasswordFile,
    });

    private Place<ServiceAddress> Control(string service) => _scene.Place(service, new ServiceAddress
    {
        Host = new HostAddress { LockDirectory = Path.Combine(Path.GetTempPath(), $"cutover-queue-locks-{_scene.Run}") },
        Start = [lab.Estate.ServiceCommand, service, "start"],
        Stop = [lab.Estate.ServiceCommand, service, "stop"],
        Status = [lab.Estate.ServiceCommand, service, "status"],
    });
}
