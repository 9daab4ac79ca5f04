using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A RabbitMQ broker, one virtual host of it, and a user who may look at it and use it.</summary>
public sealed record QueueAddress : ILeadsTo
{
    /// <summary>The management API, such as https://rabbitmq.example.org:15671.</summary>
    public required string Url { get; init; }

    /// <summary>An address:port to connect to instead of what the API's name resolves to.</summary>
    public string? ConnectTo { get; init; }

    /// <summary>A PEM file with the authority to trust instead of the machine's own; for brokers with a private one.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Where applications connect: a name or an address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5671;

    /// <summary>Whether AMQP is spoken over TLS; false only for a broker on this machine.</summary>
    public bool Tls { get; init; } = true;

    public required string VirtualHost { get; init; }

    /// <summary>Needs RabbitMQ's tag "monitoring" or "management", and the application's permissions.</summary>
    public required string User { get; init; }

    /// <summary>A file on this machine whose first line is the user's password.</summary>
    public required string PasswordFile { get; init; }

    string ILeadsTo.LeadsTo => $"{VirtualHost} at {Host}:{Port}";
}
