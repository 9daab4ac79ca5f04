using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Cutover.Crowd;

/// <summary>Messages by SMTP, each over a connection of its own, as other mail hosts send them. 250 after DATA is the promise.</summary>
public sealed class MailErrands(CrowdClock clock, Recorder recorder, TimeSpan giveUpAfter)
{
    private const string Domain = "crowd.lab.test";

    // Sizes of real notes: one line, a page, a small attachment.
    private static readonly int[] Lines = [1, 40, 400];

    /// <summary>Sends one message under a Message-ID of its own, which is its key; its value is the SHA-256 of its text.</summary>
    public async Task SendAsync(Errand errand, CrowdUser user)
    {
        var key = $"{Guid.NewGuid()}@{Domain}";
        var text = string.Concat(Enumerable.Repeat($"{key} says what there is to say.\n", Lines[errand.Draw % Lines.Length]));
        var message = new MimeMessage { MessageId = key, Subject = "A message of the crowd" };
        message.From.Add(MailboxAddress.Parse($"crowd{user.Number}@{Domain}"));
        message.To.Add(MailboxAddress.Parse(errand.Path));
        message.Body = new TextPart("plain") { Text = text };
        var answer = await ExchangeAsync(errand, user, message);
        recorder.Add(errand.Ended(errand.Operation.Kind, user, answer, answer.AsWrite) with
        {
            Key = key,
            Value = Digest(text),
        });
    }

    /// <summary>The SHA-256 of a text, whatever its lines end with.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\n").Trim('\n'))));

    /// <summary>The promise was given before; how the goodbye goes changes nothing.</summary>
    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception e) when (e is SmtpProtocolException or SmtpCommandException or IOException or SocketException
            or OperationCanceledException)
        {
            // The connection is closed either way.
        }
    }

    private async Task<Answer> ExchangeAsync(Errand errand, CrowdUser user, MimeMessage message)
    {
        var sent = clock.Now;
        var left = giveUpAfter - TimeSpan.FromMicroseconds(sent - errand.At);
        if (left <= TimeSpan.Zero)
            return new Answer(sent, sent) { Missing = NoAnswer.NoConnection, Error = "given up before it was sent" };

        using var patience = new CancellationTokenSource(left);
        using var client = new SmtpClient { LocalDomain = Domain };
        var isConnected = false;
        try
        {
            using var socket = await user.Names.ConnectAsync(errand.Service.Host, errand.Service.Port, patience.Token);
            await client.ConnectAsync(socket, errand.Service.Host, errand.Service.Port, SecureSocketOptions.None, patience.Token);
            isConnected = true;
            await client.SendAsync(message, patience.Token);
            var done = clock.Now;
            await QuitAsync(client, patience.Token);
            return new Answer(sent, done) { Status = 250 };
        }
        catch (SmtpCommandException refused)
        {
            return new Answer(sent, clock.Now) { Status = (int)refused.StatusCode, Error = refused.Message };
        }
        catch (OperationCanceledException)
        {
            return new Answer(sent, clock.Now)
            {
                Missing = isConnected ? NoAnswer.TimedOut : NoAnswer.NoConnection,
                Error = $"no answer within {giveUpAfter.TotalMilliseconds} ms",
            };
        }
        catch (Exception e) when (e is SmtpProtocolException or IOException or SocketException or NameNotFoundException)
        {
            return new Answer(sent, clock.Now) { Missing = isConnected ? NoAnswer.CutOff : NoAnswer.NoConnection, Error = e.Message };
        }
    }
}
