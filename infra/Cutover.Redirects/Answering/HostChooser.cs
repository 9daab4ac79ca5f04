namespace Cutover.Redirects;

/// <summary>Which server a request belongs to: address and port first, then the names, then the first of that address.</summary>
internal static class HostChooser
{
    internal static HostSettings Choose(Site site, Question question, string? name)
    {
        var candidates = Candidates(site, question);
        if (candidates.Count == 0)
        {
            return site.MainHost;
        }

        if (name is null)
        {
            return candidates[0].Host;
        }

        HostSettings? byAddress = null;
        foreach (var (host, address) in candidates)
        {
            if (IsNamed(host, name))
            {
                return host;
            }

            byAddress ??= address.Written.Equals(name, StringComparison.OrdinalIgnoreCase) ? host : null;
        }

        return byAddress ?? candidates[0].Host;
    }

    /// <summary>Whether a URL with this name and port is <paramref name="host"/>'s own (ap_matches_request_vhost).</summary>
    internal static bool Serves(HostSettings host, string name, int port) =>
        host.Addresses.Any(address => (address.Port == 0 || address.Port == port)
            && address.Written.Equals(name, StringComparison.OrdinalIgnoreCase))
        || (port == host.Port && IsNamed(host, name));

    private static List<(HostSettings Host, HostAddress Address)> Candidates(Site site, Question question)
    {
        var all = site.VirtualHosts.SelectMany(host => host.Addresses.Select(address => (host, address))).ToList();
        var exact = all.Where(pair => pair.address.Address == question.LocalAddress).ToList();
        var pool = exact.Any(pair => Fits(pair.address, question)) ? exact : all.Where(pair => pair.address.Address is null).ToList();
        var byPort = pool.Where(pair => pair.address.Port == question.LocalPort).ToList();
        return byPort.Count > 0 ? byPort : pool.Where(pair => pair.address.Port == 0).ToList();
    }

    private static bool Fits(HostAddress address, Question question) => address.Port == 0 || address.Port == question.LocalPort;

    internal static bool IsNamed(HostSettings host, string name) =>
        name.Equals(host.Name, StringComparison.OrdinalIgnoreCase)
        || host.Aliases.Any(alias => Fnmatch.IsPattern(alias)
            ? Wild(Uris.Lower(alias), 0, Uris.Lower(name), 0)
            : name.Equals(alias, StringComparison.OrdinalIgnoreCase));

    /// <summary>ap_strcasecmp_match: only * and ? are special.</summary>
    private static bool Wild(string pattern, int p, string text, int t)
    {
        for (; p < pattern.Length; p++, t++)
        {
            if (pattern[p] == '*')
            {
                for (; t <= text.Length; t++)
                {
                    if (Wild(pattern, p + 1, text, t))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (t >= text.Length || (pattern[p] != '?' && pattern[p] != text[t]))
            {
                return false;
            }
        }

        return t == text.Length;
    }
}
