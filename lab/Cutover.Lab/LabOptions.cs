using System.Globalization;

namespace Cutover.Lab;

/// <summary>Which lab: its size, its ports, its place.</summary>
/// <param name="Size">How much it holds.</param>
/// <param name="PortOffset">Added to every port, so that labs on one machine do not collide; 0 to 40000.</param>
/// <param name="Directory">
/// Everything of the lab is below this absolute path; null: <see cref="DefaultDirectory"/>. A fresh start empties it.
/// </param>
/// <param name="Parts">What of it is brought up.</param>
/// <param name="Hosts">How its hosts are kept from each other.</param>
public sealed record LabOptions(
    LabSize Size = LabSize.Full, int PortOffset = 0, string? Directory = null, LabParts Parts = LabParts.All,
    LabHosts Hosts = LabHosts.Shared)
{
    /// <summary>The user that everything runs as when the lab is started by root.</summary>
    public const string UserName = "cutover-lab";

    private const int LargestOffset = 40_000;

    /// <summary>Unix sockets have at most 107 bytes of path; the longest of ours is 40 below the lab's directory.</summary>
    private const int LongestDirectory = 64;

    /// <summary>
    /// <c>/var/lib/cutover-lab</c> for root, because a clone below a closed home cannot be entered by the lab's user; else
    /// <c>.cutover/lab</c> below the current directory.
    /// </summary>
    public static string DefaultDirectory =>
        Environment.IsPrivilegedProcess ? "/var/lib/cutover-lab" : Path.Combine(Environment.CurrentDirectory, ".cutover", "lab");

    /// <summary>
    /// As the caller says, else as CUTOVER_LAB_PORT_OFFSET and CUTOVER_LAB_DIRECTORY of the environment say, so that a second rehearsal can
    /// be held beside another. Its hosts are apart where this machine allows it and CUTOVER_LAB_HOSTS does not say "shared".
    /// </summary>
    /// <exception cref="LabException">The environment's offset is no number, or its hosts are neither shared nor apart.</exception>
    public static LabOptions Chosen(LabSize size, int? portOffset = null, string? directory = null)
    {
        const string Variable = "CUTOVER_LAB_PORT_OFFSET";
        var offset = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new LabException($"{Variable} is '{text}' where a number from 0 to {LargestOffset} was expected.")
            : 0;
        var place = Environment.GetEnvironmentVariable("CUTOVER_LAB_DIRECTORY") is { Length: > 0 } chosen ? chosen : null;
        return new LabOptions(size, portOffset ?? offset, directory ?? place, Hosts: ChosenHosts());
    }

    private static LabHosts ChosenHosts()
    {
        const string Variable = "CUTOVER_LAB_HOSTS";
        return Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => LabNetwork.IsPossible() ? LabHosts.Apart : LabHosts.Shared,
            "apart" => LabHosts.Apart,
            "shared" => LabHosts.Shared,
            var other => throw new LabException($"{Variable} is '{other}' where 'apart' or 'shared' was expected."),
        };
    }

    /// <summary>The directory to use, checked.</summary>
    /// <exception cref="LabException">The options cannot be used.</exception>
    public string Place()
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory ?? DefaultDirectory));
        if (place.Length > LongestDirectory)
            throw new LabException(
                $"The lab's directory {place} has {place.Length} characters where {LongestDirectory} are the most (sockets live in "
                    + "it): choose a shorter one.");
        if (place.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '-' or '_' or '.')))
            throw new LabException(
                $"The lab's directory {place} holds characters that configuration files would need quoted: choose letters, "
                    + "digits, '-', '_' and '.'.");
        if (place is "/" or "/var" or "/usr" or "/etc" or "/home" or "/root" or "/tmp" or "/opt" or "/srv" or "/var/lib")
            throw new LabException($"The lab empties its directory, and {place} holds what others need: choose a directory of its own.");
        return PortOffset is >= 0 and <= LargestOffset
            ? place
            : throw new LabException($"The lab's port offset is {PortOffset} where 0 to {LargestOffset} was expected.");
    }
}
