using System.Collections.Immutable;
using System.Net.Sockets;
using Cutover.Engine;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Cutover.Effects;

/// <summary>Reads an IMAP server's folders as a client's first sync does.</summary>
internal static class ImapReader
{
    private const int Remembered = 10;
    private const int MillisecondsForOneAnswer = 15_000;

    /// <exception cref="EffectException">There was no answer, or not the right one.</exception>
    public static async Task<FoldersSeen> ReadAsync(StepContext context, Place<ImapAddress> server, CancellationToken cancellation)
    {
        var address = context.At(server);
        using var client = new ImapClient { Timeout = MillisecondsForOneAnswer };
        try
        {
            var password = (await File.ReadAllLinesAsync(address.PasswordFile, cancellation)).FirstOrDefault("");
            var security = address.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.None;
            await client.ConnectAsync(address.Host, address.Port, security, cancellation);
            await client.AuthenticateAsync(address.User, password, cancellation);
            var folders = ImmutableArray.CreateBuilder<FolderSeen>();
            foreach (var folder in await FoldersAsync(client, address.Prefix, cancellation))
                folders.Add(await OneAsync(folder, cancellation));

            await client.DisconnectAsync(quit: true, cancellation);
            return new FoldersSeen([.. folders.OrderBy(folder => folder.Name, StringComparer.Ordinal)]);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ProtocolException or CommandException
            or AuthenticationException or TimeoutException or UnauthorizedAccessException)
        {
            throw new EffectException($"{server} at {address.Host}:{address.Port} could not be synced: {failure.Message}", failure);
        }
    }

    private static async Task<IReadOnlyList<IMailFolder>> FoldersAsync(ImapClient client, string prefix, CancellationToken cancellation)
    {
        var all = new List<IMailFolder>();
        foreach (var space in client.PersonalNamespaces.Concat(client.SharedNamespaces).Concat(client.OtherNamespaces))
            all.AddRange(await client.GetFoldersAsync(space, cancellationToken: cancellation));

        return [.. all.Where(folder => folder.FullName.StartsWith(prefix, StringComparison.Ordinal)
            && !folder.Attributes.HasFlag(FolderAttributes.NoSelect)).DistinctBy(folder => folder.FullName, StringComparer.Ordinal)];
    }

    private static async Task<FolderSeen> OneAsync(IMailFolder folder, CancellationToken cancellation)
    {
        await folder.OpenAsync(FolderAccess.ReadOnly, cancellation);
        var newest = folder.Count == 0
            ? []
            : await folder.FetchAsync(
                Math.Max(0, folder.Count - Remembered), -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope, cancellation);
        var seen = new FolderSeen(
            folder.FullName, folder.UidValidity, folder.UidNext?.Id ?? 0, folder.Count,
            [.. newest.Select(message => $"{message.UniqueId.Id} {message.Envelope?.MessageId}")]);
        await folder.CloseAsync(expunge: false, cancellation);
        return seen;
    }
}
