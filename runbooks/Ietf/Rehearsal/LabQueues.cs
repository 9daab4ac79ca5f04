using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cutover.Effects;
using Cutover.Lab;

namespace Ietf;

/// <summary>The lab's brokers.</summary>
internal static class LabQueues
{
    private const int Looks = 200;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// What users were promised a worker does within a moment, if one runs; the ledger calls the rest lost.
    /// </summary>
    public static async Task DrainAsync(LabEstate lab, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        foreach (var broker in (LabBroker[])[lab.OldBroker, lab.NewBroker])
        {
            var password = (await File.ReadAllTextAsync(broker.PasswordFile, cancellation)).Trim();
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{broker.User}:{password}"));
            for (var left = Looks; left > 0 && await HeldAsync(http, broker, basic, cancellation) > 0; left--)
                await Task.Delay(Between, cancellation);
        }
    }

    /// <summary>Where one is, and who asks it.</summary>
    public static QueueAddress Address(LabBroker broker) => new()
    {
        Url = $"http://{broker.Api}",
        Host = broker.Address.Host,
        Port = broker.Address.Port,
        Tls = false,
        VirtualHost = broker.VirtualHost,
        User = broker.User,
        PasswordFile = broker.PasswordFile,
    };

    private static async Task<long> HeldAsync(HttpClient http, LabBroker broker, string basic, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"http://{broker.Api}/api/queues/{broker.VirtualHost}?disable_stats=true&enable_queue_totals=true");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        using var answer = await http.SendAsync(request, cancellation);
        using var json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation));
        return json.RootElement.EnumerateArray().Sum(queue => queue.GetProperty("messages").GetInt64());
    }
}
