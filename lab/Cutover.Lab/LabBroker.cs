namespace Cutover.Lab;

/// <summary>RabbitMQ on one host: Datatracker's tasks wait in it for a worker.</summary>
/// <param name="Unit">Its name for <c>bin/service</c>.</param>
/// <param name="Address">Where applications connect, AMQP.</param>
/// <param name="Api">Its management API.</param>
/// <param name="Names">Its host's names server.</param>
/// <param name="Distribution">Where other nodes would connect; there are none.</param>
/// <param name="User">Whom applications and checks log in as.</param>
/// <param name="PasswordFile">That user's password.</param>
/// <param name="Directory">Its configuration, its cookie and its data.</param>
public sealed record LabBroker(
    string Unit, Address Address, Address Api, Address Names, Address Distribution, string User, string PasswordFile, string Directory)
{
    /// <summary>The names server's name for <c>bin/service</c>.</summary>
    public string NamesUnit => Unit.Replace("broker", "broker-names", StringComparison.Ordinal);

    /// <summary>The virtual host, as in the real estate.</summary>
    public string VirtualHost { get; init; } = "dt";

    /// <summary>The same broker as the mail archive uses it: nothing waits there.</summary>
    public LabBroker ForArchive() => this with
    {
        VirtualHost = "mailarchive", User = "mailarchive",
        PasswordFile = Path.Combine(Path.GetDirectoryName(PasswordFile)!, "archive-broker.password"),
    };

    /// <summary>The one queue; Celery's default.</summary>
    public string Queue { get; } = "celery";
}
