namespace Cutover.Effects;

/// <summary>A Postfix: where its commands run and where it takes mail.</summary>
public sealed record PostfixAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>
    /// What comes before <c>postconf</c>, <c>postqueue</c>, <c>postmap</c>, <c>postkick</c> and <c>postfix</c>, and before <c>cat</c> and
    /// <c>sh</c>, which read and replace a map and touch a queue file; such as <c>sudo</c>. Absent for nothing.
    /// </summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Prints the whole mail log; what was rotated away is not looked at.</summary>
    public IReadOnlyList<string> Log { get; init; } = ["cat", "/var/log/mail.log"];

    /// <summary>The address:port where it takes mail from outside.</summary>
    public required string Smtp { get; init; }

    public override string ToString() => $"the Postfix at {Smtp}";
}
