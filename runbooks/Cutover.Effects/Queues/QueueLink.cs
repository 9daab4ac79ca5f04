using System.Net.Sockets;
using Cutover.Engine;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Cutover.Effects;

/// <summary>Connects to a broker as an application does.</summary>
internal static class QueueLink
{
    /// <summary>What is sent counts when the broker has confirmed it.</summary>
    public static readonly CreateChannelOptions Confirmed =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="EffectException">The broker cannot be reached, or does not let the user in.</exception>
    public static async Task<IConnection> OpenAsync(StepContext context, Place<QueueAddress> place, CancellationToken cancellation)
    {
        var broker = context.At(place);
        var factory = new ConnectionFactory
        {
            HostName = broker.Host,
            Port = broker.Port,
            VirtualHost = broker.VirtualHost,
            UserName = broker.User,
            Password = await QueueApi.PasswordAsync(place, broker, cancellation),
            ClientProvidedName = $"cutover {context.Run.Step}",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            Ssl = new SslOption { Enabled = broker.Tls, ServerName = broker.Host },
        };
        try
        {
            return await factory.CreateConnectionAsync(cancellation);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            // The first says only that none of the addresses could be reached; what is inside says why.
            throw new EffectException($"{place} at {broker.Host}:{broker.Port} does not let {broker.User} into {broker.VirtualHost}: "
                + $"{failure.GetBaseException().Message}", failure);
        }
    }

    /// <summary>Whether a failure is the broker's or the network's answer.</summary>
    public static bool IsRefusal(Exception failure) => failure is RabbitMQClientException or IOException or SocketException;
}
