using System.Text.Json.Serialization;

namespace Cutover.Effects;

/// <summary>A machine that commands run on: this one, or another through ssh.</summary>
public sealed record HostAddress
{
    /// <summary>The name or address ssh connects to; absent for this machine.</summary>
    public string? Host { get; init; }

    /// <summary>The port of the ssh server.</summary>
    public int Port { get; init; } = 22;

    /// <summary>The user to log in as; absent for ssh's own choice.</summary>
    public string? User { get; init; }

    /// <summary>The private key to log in with; absent for ssh's own choice.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>The host keys that are believed; absent for ssh's own files. An unknown host key is always refused.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>
    /// A directory on that machine for the locks of running commands; relative to the user's home over ssh. Absent for
    /// <c>/run/lock/cutover-</c> with the user's number, so that two users of one machine do not meet. It is made where it is missing,
    /// and refused where it is another user's or a link: whoever made it first could lead what is written there elsewhere.
    /// </summary>
    public string? LockDirectory { get; init; }

    /// <summary>Whether commands run on this machine, without ssh.</summary>
    [JsonIgnore]
    public bool IsLocal => Host is null;

    /// <summary>The machine, as whoever commands run on it.</summary>
    internal string Machine => Host is null ? "this machine" : $"{Host}:{Port}";

    /// <summary>Whether commands run on the same machine as the same user.</summary>
    internal bool IsSame(HostAddress other) => Host == other.Host && (Host is null || (Port == other.Port && User == other.User));

    /// <summary>For people.</summary>
    public override string ToString() => Host is null ? Machine : $"{(User is null ? "" : $"{User}@")}{Machine}";
}
