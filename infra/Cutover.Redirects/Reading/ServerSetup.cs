namespace Cutover.Redirects;

/// <summary>What httpd is told outside its configuration: its command line, its environment, its build.</summary>
public sealed record ServerSetup
{
    /// <summary>The main configuration file, by its path on the old host.</summary>
    public required string ConfigurationFile { get; init; }

    /// <summary>ServerRoot until the configuration sets one.</summary>
    public string ServerRoot { get; init; } = "/etc/apache2";

    /// <summary>-D definitions.</summary>
    public IReadOnlyCollection<string> Defines { get; init; } = [];

    /// <summary>The environment that ${NAME} is looked up in.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Modules counted as loaded besides those that LoadModule names, as source file names (mod_rewrite.c).</summary>
    public IReadOnlyCollection<string> Modules { get; init; } = [];

    /// <summary>The version that IfVersion compares with.</summary>
    public Version Version { get; init; } = new(2, 4, 71);
}
