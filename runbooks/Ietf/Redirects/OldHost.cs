namespace Ietf;

/// <summary>The old web host, as far as its redirects go: its Apache configuration and the directories of its document root.</summary>
internal static class OldHost
{
    /// <summary>Its file system, beside the program.</summary>
    public static string Mirror { get; } = Path.Combine(AppContext.BaseDirectory, "OldHost");
}
