using Cutover.Redirects;

namespace Cutover.Stacks;

/// <summary>
/// The redirects that the old host answered, compiled for the Workers of the names that had them. They are read from the old host's
/// own configuration, which travels with this program.
/// </summary>
internal sealed class OldRedirects
{
    /// <summary>
    /// The zone that the old configuration names its hosts in. In another zone the same module stands, and answers nothing.
    /// </summary>
    private const string Zone = "ietf.org";

    private readonly Site _site;

    public OldRedirects()
    {
        var files = new MemoryFiles();
        foreach (var (path, content) in OldHostFiles.Read())
            files.Add(path, content);
        _site = Site.Read(files, new ServerSetup { ConfigurationFile = "/etc/apache2/apache2.conf" });
    }

    /// <summary>An ES module that exports <c>answer(request)</c>.</summary>
    /// <param name="label">The name's first part, such as www.</param>
    public string Module(string label) =>
        EdgeCompiler.Compile(_site, new EdgeOptions { Hosts = [$"{label}.{Zone}"], Plan = EdgePlan.Paid }).Module;
}
