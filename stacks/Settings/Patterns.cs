namespace Cutover.Stacks;

/// <summary>What values of config look like.</summary>
internal static class Patterns
{
    public const string Word = "[a-z][a-z0-9-]{0,40}";
    public const string Host = "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}";
    public const string Ip = "((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    public const string Network = $"{Ip}/([0-9]|[12][0-9]|3[0-2])|[0-9a-f:]+/[0-9]{{1,3}}";
    public const string Mail = "[^@\\s]+@" + Host;
    public const string SshKey = "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256) [A-Za-z0-9+/=]{40,}( .*)?";
    public const string Url = "https://[^\\s]+";
    public const string Hexadecimal = "[0-9a-f]+";
}
