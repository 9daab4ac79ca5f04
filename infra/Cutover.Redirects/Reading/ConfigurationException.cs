namespace Cutover.Redirects;

/// <summary>The configuration cannot be used. <see cref="ByApache"/> says whether httpd refuses it too, with its words.</summary>
public sealed class ConfigurationException(string file, int line, string reason, bool byApache = true)
    : Exception($"{file}:{line}: {reason}")
{
    /// <summary>The file that holds the line.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1; of a continued line, the last.</summary>
    public int Line { get; } = line;

    /// <summary>What is wrong, in httpd's own words where httpd refuses it.</summary>
    public string Reason { get; } = reason;

    /// <summary>False where httpd would accept the line and only this reader cannot.</summary>
    public bool ByApache { get; } = byApache;
}
