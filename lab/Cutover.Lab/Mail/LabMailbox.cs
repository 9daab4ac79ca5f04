using System.Diagnostics;
using System.Globalization;

namespace Cutover.Lab;

/// <summary>Looks into the lab's mail servers from outside.</summary>
public static class LabMailbox
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>The messages of a mailbox as they are stored, with the time at which each was put there.</summary>
    /// <exception cref="LabException">The server does not run.</exception>
    public static async Task<IReadOnlyList<(DateTimeOffset At, string Text)>> ReadAsync(
        LabMail mail, string server, string box, CancellationToken cancellation)
    {
        var text = await Shell.RunAsync(mail.Command, [server, "mailbox", box], cancellation);
        return
        [
            .. text.Split('\f', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('\n', 2)).Where(each => each.Length == 2)
                .Select(each => (DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(each[0], CultureInfo.InvariantCulture)), each[1])),
        ];
    }

    /// <summary>Waits until a server's queue is empty.</summary>
    /// <returns>What is left of it when the wait is over.</returns>
    public static async Task<int> DrainAsync(LabMail mail, string server, TimeSpan patience, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var queue = await Shell.RunAsync(mail.Command, [server, "postqueue", "-j"], cancellation);
            var left = queue.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            if (left == 0 || clock.Elapsed > patience)
                return left;
            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>How many messages a server has given up.</summary>
    public static async Task<int> BouncedAsync(LabMail mail, string server, CancellationToken cancellation) =>
        (await Shell.RunAsync(mail.Command, [server, "log"], cancellation)).Split('\n')
            .Count(line => line.Contains("status=bounced", StringComparison.Ordinal));
}
