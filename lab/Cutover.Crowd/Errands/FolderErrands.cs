using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Cutover.Crowd;

/// <summary>
/// People who read mailboxes by IMAP, each time over a connection of its own: answered well when one may sign in, the folder opens, and
/// the message looked for can be read.
/// </summary>
public sealed class FolderErrands(CrowdClock clock, Recorder recorder, TimeSpan giveUpAfter)
{
    /// <summary>Opens one of the configured folders and reads a message.</summary>
    public async Task ReadAsync(Errand errand, CrowdUser user, string password)
    {
        var answer = await ExchangeAsync(errand, user, password);
        var isGood = answer is { Error: null, Missing: null };
        recorder.Add(errand.Ended(OperationKind.FolderRead, user, answer, isGood ? Ending.Good : Ending.Failed) with
        {
            Path = errand.Path,
        });
    }

    private async Task<Answer> ExchangeAsync(Errand errand, CrowdUser user, string password)
    {
        var sent = clock.Now;
        var left = giveUpAfter - TimeSpan.FromMicroseconds(sent - errand.At);
        if (left <= TimeSpan.Zero)
            return new Answer(sent, sent) { Missing = NoAnswer.NoConnection, Error = "given up before it was sent" };

        using var patience = new CancellationTokenSource(left);
        using var client = new ImapClient();
        var isConnected = false;
        try
        {
            using var socket = await user.Names.ConnectAsync(errand.Service.Host, errand.Service.Port, patience.Token);
            await client.ConnectAsync(socket, errand.Service.Host, errand.Service.Port, SecureSocketOptions.None, patience.Token);
            isConnected = true;
            await client.AuthenticateAsync(errand.Service.ImapUser!, password, patience.Token);
            var wrong = await WrongAsync(client, errand, patience.Token);
            return new Answer(sent, clock.Now) { Error = wrong, By = At(socket) };
        }
        catch (OperationCanceledException)
        {
            return new Answer(sent, clock.Now)
            {
                Missing = NoAnswer.TimedOut, Error = $"no answer within {giveUpAfter.TotalMilliseconds} ms",
            };
        }
        catch (Exception e) when (e is ImapCommandException or AuthenticationException or FolderNotFoundException)
        {
            return new Answer(sent, clock.Now) { Error = e.Message };
        }
        catch (Exception e) when (e is not OutsideLoopbackException)
        {
            // A server that ends under its reader shows in many ways: the client is asked to go on where there is nothing any more.
            return new Answer(sent, clock.Now) { Missing = isConnected ? NoAnswer.CutOff : NoAnswer.NoConnection, Error = e.Message };
        }
    }

    private static string At(Socket socket) => ((IPEndPoint)socket.RemoteEndPoint!).Address.ToString();

    /// <summary>What is wrong with the folder, or null.</summary>
    private static async Task<string?> WrongAsync(ImapClient client, Errand errand, CancellationToken cancellation)
    {
        var folder = await client.GetFolderAsync(errand.Path, cancellation);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancellation);
        if (folder.Count == 0)
            return $"{errand.Path} is empty";
        var message = await folder.GetMessageAsync(errand.Draw % folder.Count, cancellation);
        return string.IsNullOrEmpty(message.MessageId) ? $"a message of {errand.Path} has no Message-ID" : null;
    }
}
