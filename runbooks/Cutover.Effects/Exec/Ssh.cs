using System.Globalization;
using System.Text.RegularExpressions;

namespace Cutover.Effects;

/// <summary>How ssh is called: never asking, never believing an unknown host key.</summary>
internal static partial class Ssh
{
    /// <summary>Options for ssh itself and, quoted, for rsync's transport.</summary>
    /// <exception cref="EffectException">The address is not one ssh can be given safely.</exception>
    public static IReadOnlyList<string> Options(HostAddress host)
    {
        List<string> options =
        [
            "-p", host.Port.ToString(CultureInfo.InvariantCulture), "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
            "-o", "ConnectTimeout=5", "-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=3", "-o", "ForwardAgent=no",
        ];
        if (host.KnownHostsFile is not null)
            options.AddRange(["-o", $"UserKnownHostsFile={host.KnownHostsFile}", "-o", "GlobalKnownHostsFile=/dev/null"]);
        if (host.IdentityFile is not null)
            options.AddRange(["-i", host.IdentityFile, "-o", "IdentitiesOnly=yes"]);

        return options;
    }

    /// <summary>user@host.</summary>
    /// <exception cref="EffectException">The name could be read as an option or as more than a name.</exception>
    public static string Target(HostAddress host)
    {
        var name = Safe(host.Host ?? "", "host");
        return host.User is null ? name : $"{Safe(host.User, "user")}@{name}";
    }

    /// <summary>One line for the shell at the other end that yields exactly these arguments.</summary>
    public static string Quoted(IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(argument => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

    private static string Safe(string name, string what) => Name().IsMatch(name)
        ? name
        : throw new EffectException($"'{name}' cannot be the {what} of an ssh address: letters, digits, dot, colon, dash and underscore "
            + "are allowed, and no dash at its beginning.");

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._:-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
