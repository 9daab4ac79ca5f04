using System.Net;
using RabbitMQ.Client;

namespace Cutover.StandIns;

/// <summary>How the broker of one host is reached.</summary>
internal static class BrokerAddress
{
    /// <summary>A factory of connections that mend themselves.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static ConnectionFactory Factory(StandInSettings settings)
    {
        if (!IPEndPoint.TryParse(settings.Need(settings.Broker, "broker"), out var at))
            throw new SettingsException($"{settings.Name}: 'broker' must be address:port, seen '{settings.Broker}'.");
        return new ConnectionFactory
        {
            HostName = at.Address.ToString(),
            Port = at.Port,
            VirtualHost = settings.Need(settings.VirtualHost, "virtual_host"),
            UserName = settings.Need(settings.BrokerUser, "broker_user"),
            Password = File.ReadAllText(settings.Need(settings.BrokerPasswordFile, "broker_password_file")).Trim(),
            ClientProvidedName = settings.Name,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
            NetworkRecoveryInterval = TimeSpan.FromMilliseconds(500),
        };
    }
}
