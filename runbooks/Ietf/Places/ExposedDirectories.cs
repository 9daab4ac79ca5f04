using System.Collections.Immutable;

namespace Ietf;

/// <summary>
/// The directories of /a that www shows, each asked for with and without its slash. Six of them were not served, or not by both, after the
/// real night (ietf-tools/www, issues of June 2024); what robots are told was missing, and so was the page for what is missing.
/// </summary>
public static class ExposedDirectories
{
    private static readonly string[] Directories =
    [
        "/id", "/archive/id", "/charter", "/proceedings", "/slides", "/cr", "/status-report", "/rfc", "/ietf-ftp", "/download", "/lib",
        "/staging",
    ];

    /// <summary>What is asked of www.</summary>
    public static ImmutableArray<string> Www { get; } =
        [.. Directories, .. Directories.Select(path => $"{path}/"), "/robots.txt", "/no-such-page/"];
}
