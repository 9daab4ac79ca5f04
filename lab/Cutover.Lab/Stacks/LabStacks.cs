using Cutover.Stacks;

namespace Cutover.Lab;

/// <summary>
/// The production stacks, brought up on the lab: their own config, in which only the zone's name, the old addresses and the mail
/// servers' are the lab's.
/// </summary>
/// <param name="estate">The lab, which is up.</param>
/// <param name="config">The directory of the stacks' config in the repository; it is only read.</param>
/// <param name="time">When a resource changed.</param>
public sealed class LabStacks(LabEstate estate, string config, TimeProvider time)
{
    private const string Environment = "production";

    private readonly LabRealiser _realiser = new(estate);

    /// <summary>The stack that flips traffic.</summary>
    public static string Traffic { get; } = $"traffic-{Environment}";

    /// <summary>Acts on one of the stacks.</summary>
    public InProcessStackDriver Driver(string stack) => new(estate.StacksDirectory, stack, time, _realiser);

    /// <summary>Brings up all that are not up: as they are days before the night, with every service on its old side.</summary>
    /// <exception cref="LabException">The lab cannot be as they plan.</exception>
    public async Task UpAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(estate.StacksDirectory);
        var zone = StackConfigFile.Read(Text("edge"))["zone"];
        foreach (var kind in EstateStacks.Kinds)
            await ConfigureAsync(kind.Name, zone, cancellation);
        foreach (var stack in EstateStacks.Kinds.Select(kind => kind.In(Environment)))
        {
            if (!File.Exists(Path.Combine(estate.StacksDirectory, $"{stack}.json")))
                await Driver(stack).UpAsync(_ => { }, cancellation);
        }
    }

    private async Task ConfigureAsync(string kind, string zone, CancellationToken cancellation)
    {
        var file = Path.Combine(estate.StacksDirectory, Path.GetFileName(FileOf(kind)));
        if (File.Exists(file))
            return;

        var text = Text(kind).Replace(zone, estate.Dns.Zone, StringComparison.Ordinal);
        if (kind == "edge")
            text = await EdgeAsync(text, cancellation);
        await File.WriteAllTextAsync($"{file}.new", text, cancellation);
        File.Move($"{file}.new", file);
    }

    // Mail comes in and goes out at the lab's own servers.
    private async Task<string> EdgeAsync(string text, CancellationToken cancellation)
    {
        text = StackConfigFile.With(text, Old(text));
        text = StackConfigFile.WithList(text, "mailKeys", await File.ReadAllTextAsync(estate.Mail.ServerDigestFile, cancellation));
        return StackConfigFile.WithList(text, "senders", $"ip4:{estate.Mail.Ses.Host}");
    }

    // The old side's reader runs on the old host.
    private Dictionary<string, string> Old(string text) => StackConfigFile.Read(text).Keys
        .Where(key => key.StartsWith("old.", StringComparison.Ordinal) || key.StartsWith("readOnly.", StringComparison.Ordinal))
        .ToDictionary(key => key, _ => estate.OldFront.Address.Host, StringComparer.Ordinal);

    private string Text(string kind) => File.ReadAllText(FileOf(kind));

    private string FileOf(string kind) => Path.Combine(config, $"Pulumi.{kind}-{Environment}.yaml");
}
