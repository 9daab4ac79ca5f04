using System.Collections.Concurrent;

namespace Cutover.Redirects;

/// <summary>
/// An old host's configuration with httpd's meaning: ask it a <see cref="Question"/> and it gives the <see cref="Answer"/> that httpd
/// gives.
/// Safe to ask from several threads.
/// </summary>
public sealed class Site
{
    private readonly ConcurrentDictionary<(HostSettings Host, string Directory, string Overrides), DirectorySettings?> htaccess = new();
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> maps = new(StringComparer.Ordinal);
    private readonly ReadingState state;
    private readonly List<Omission> omissions;

    internal Site(ReadingState state, HostSettings main, List<HostSettings> virtualHosts, List<Omission> omissions)
    {
        this.state = state;
        this.omissions = omissions;
        MainHost = main;
        VirtualHosts = virtualHosts;
    }

    /// <summary>What httpd obeys and the model leaves out, each line by name.</summary>
    public IReadOnlyList<Omission> Omissions
    {
        get
        {
            lock (omissions)
            {
                return [.. omissions];
            }
        }
    }

    internal ISiteFiles Files => state.Files;

    internal string ServerRoot => state.ServerRoot;

    internal HostSettings MainHost { get; }

    internal List<HostSettings> VirtualHosts { get; }

    /// <summary>Every section's settings read so far, .htaccess files included.</summary>
    internal IEnumerable<DirectorySettings> EverySettings => VirtualHosts.Prepend(MainHost)
        .SelectMany(host => host.Directories.Concat(host.Locations).Select(section => section.Settings))
        .Concat(htaccess.Values.OfType<DirectorySettings>())
        .Concat(VirtualHosts.Prepend(MainHost).Select(host => host.Defaults))
        .SelectMany(settings => settings.WithAllInside())
        .Distinct();

    internal IEnumerable<HostSettings> Hosts => VirtualHosts.Prepend(MainHost);

    /// <summary>Every RewriteRule read so far.</summary>
    internal IEnumerable<RewriteRule> EveryRule => Hosts.SelectMany(host => host.Rewrite?.Rules ?? [])
        .Concat(EverySettings.SelectMany(settings => settings.Rewrite?.Rules ?? [])).Distinct();

    /// <summary>Every Redirect and RedirectMatch read so far.</summary>
    internal IEnumerable<AliasRedirect> EveryRedirect => Hosts.SelectMany(host => host.Redirects)
        .Concat(EverySettings.SelectMany(settings => settings.Alias?.Redirects ?? [])).Distinct();

    internal IReadOnlyDictionary<string, string> Environment => state.Setup.Environment;

    internal bool ListsDirectories => state.HasModule("mod_autoindex.c");

    internal bool HasProxy => state.HasModule("mod_proxy.c");

    /// <summary>Reads a configuration, with the .htaccess files below its document roots.</summary>
    /// <exception cref="ConfigurationException">httpd refuses it, or this reader does, by name.</exception>
    public static Site Read(ISiteFiles files, ServerSetup setup) => new SiteReader(files, setup).Read();

    /// <summary>What httpd answers.</summary>
    /// <exception cref="UnansweredException">The model cannot know, and says why.</exception>
    public Answer Answer(Question question) => Answering.Answer(this, question);

    internal string ProcessEnvironment(string name) => state.Setup.Environment.TryGetValue(name, out var value) ? value : "";

    /// <summary>The .htaccess file of a directory, or null where it has none.</summary>
    internal DirectorySettings? Htaccess(HostSettings host, string directory, string overrides) =>
        htaccess.GetOrAdd((host, directory, overrides), static (key, site) => site.ReadHtaccess(key.Host, key.Directory, key.Overrides),
            this);

    /// <summary>The .htaccess files found below a host's document roots, with the AllowOverride classes that each is read under.</summary>
    internal IEnumerable<(string Directory, string Overrides, DirectorySettings Settings)> HtaccessOf(HostSettings host) =>
        htaccess.Where(pair => pair.Key.Host == host && pair.Value is not null)
            .Select(pair => (pair.Key.Directory, pair.Key.Overrides, pair.Value!))
            .OrderBy(item => item.Directory, StringComparer.Ordinal).ThenBy(item => item.Overrides, StringComparer.Ordinal);

    /// <summary>What a RewriteMap gives for a key, or null.</summary>
    internal string? Look(HostSettings host, string name, string key)
    {
        if (host.Rewrite is not { } rewrite || !rewrite.Maps.TryGetValue(name, out var map))
        {
            return null;
        }

        return map switch
        {
            { Kind: "int", Source: "tolower" } => Uris.Lower(key),
            { Kind: "int", Source: "toupper" } => Uris.Upper(key),
            { Kind: "int", Source: "escape" } => Uris.Escape(key, partial: true),
            { Kind: "int" } => Uris.Unescape(key),
            { Kind: "txt" } => maps.GetOrAdd(map.Source, static (source, files) => TextMap.Read(files, source), Files)
                .GetValueOrDefault(key),
            _ => throw new UnansweredException($"the RewriteMap {name} is of the kind {map.Kind}, which is not known here"),
        };
    }

    private DirectorySettings? ReadHtaccess(HostSettings host, string directory, string overrides)
    {
        foreach (var name in host.AccessFiles ?? [".htaccess"])
        {
            var path = directory + name;
            if (Files.Kind(path) != FileKind.File)
            {
                continue;
            }

            var found = new List<Omission>();
            var settings = SiteReader.ReadHtaccess(state, host, path, directory, overrides, found);
            lock (omissions)
            {
                omissions.AddRange(found.Except(omissions));
            }

            return settings;
        }

        return null;
    }
}
