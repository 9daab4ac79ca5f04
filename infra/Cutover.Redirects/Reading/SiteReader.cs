namespace Cutover.Redirects;

/// <summary>Builds a <see cref="Site"/> from its files.</summary>
internal sealed class SiteReader(ISiteFiles files, ServerSetup setup)
{
    private const int MaxDirectories = 100_000;

    private readonly ReadingState state = new(files, setup);
    private readonly List<Omission> omissions = [];
    private readonly List<HostSettings> hosts = [];

    internal Site Read()
    {
        var tree = new List<Directive>();
        new TreeReader(state).ReadFile(setup.ConfigurationFile, null, tree);
        var main = new HostSettings(new SourceLine(setup.ConfigurationFile, 0));
        var context = Context(main);
        foreach (var directive in tree)
        {
            if (directive.Name.Equals("<VirtualHost", StringComparison.OrdinalIgnoreCase))
            {
                VirtualHost(directive, main);
            }
            else
            {
                DirectiveWalker.Walk([directive], context);
            }
        }

        foreach (var host in hosts)
        {
            host.Inherit(main);
            host.Order();
        }

        main.Order();
        var site = new Site(state, main, hosts, omissions);
        foreach (var host in hosts.Prepend(main))
        {
            ReadHtaccessFiles(site, host);
        }

        return site;
    }

    internal static DirectorySettings ReadHtaccess(
        ReadingState state, HostSettings host, string path, string directory, string overrides, List<Omission> omissions)
    {
        var tree = new List<Directive>();
        new TreeReader(state).ReadFile(path, null, tree, LineReader.MaxHtaccessLine);
        var settings = new DirectorySettings();

        // A .htaccess file is read while requests run: it must leave no mark on the host itself.
        var scratch = new HostSettings(host.At) { Rewrite = new RewriteSettings() };
        DirectiveWalker.Walk(tree, new WalkContext
        {
            State = state,
            Host = scratch,
            Target = settings,
            Path = directory,
            Overrides = overrides,
            Omissions = omissions,
        });
        return settings;
    }

    private WalkContext Context(HostSettings host) => new()
    {
        State = state,
        Host = host,
        Target = host.Defaults,
        Omissions = omissions,
    };

    private void VirtualHost(Directive section, HostSettings main)
    {
        var host = new HostSettings(section.At) { IsVirtual = true };
        foreach (var word in Words.All(SectionDirectives.Argument(section)))
        {
            host.Addresses.Add(Address(section, word));
        }

        host.Port = host.Addresses is [{ Port: > 0 } first, ..] ? first.Port : main.Port;
        hosts.Add(host);
        DirectiveWalker.Walk(section.Children, Context(host));
    }

    private static HostAddress Address(Directive section, string word)
    {
        var colon = word.LastIndexOf(':');
        var hasPort = colon >= 0 && !word.EndsWith(']');
        var host = hasPort ? word[..colon] : word;
        var portText = hasPort ? word[(colon + 1)..] : "";
        var port = 0;
        if (portText is not ("" or "*") && (!int.TryParse(portText, out port) || port is <= 0 or > 65535))
        {
            throw section.Error("The address or port is invalid");
        }

        if (host.Length == 0 || (!hasPort && host.All(char.IsAsciiDigit)))
        {
            throw section.Error("Missing address for VirtualHost");
        }

        var wild = host == "*" || host.Equals("_default_", StringComparison.OrdinalIgnoreCase);
        return new HostAddress(wild ? null : host.Trim('[', ']'), port, host.Trim('[', ']'));
    }

    /// <summary>httpd reads these when requests come; here a fault in one should show before the night, not on it.</summary>
    private void ReadHtaccessFiles(Site site, HostSettings host)
    {
        if (host.DocumentRoot is null || files.Kind(host.DocumentRoot) != FileKind.Directory)
        {
            return;
        }

        var pending = new Stack<string>([RewriteSettings.WithSlash(host.DocumentRoot)]);
        for (var seen = 0; pending.TryPop(out var directory) && seen < MaxDirectories; seen++)
        {
            var request = new Request(new Question { Target = "/" }, site, host) { Filename = directory };
            Walks.Directories(request);
            foreach (var name in files.List(directory))
            {
                if (files.Kind(directory + name) == FileKind.Directory)
                {
                    pending.Push(directory + name + "/");
                }
            }
        }
    }
}
