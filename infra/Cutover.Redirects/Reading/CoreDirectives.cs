namespace Cutover.Redirects;

/// <summary>The directives of the core and of mod_dir that an answer can depend on.</summary>
internal static class CoreDirectives
{
    internal static bool Handled(Directive directive, WalkContext context)
    {
        var (host, core) = (context.Host, context.Target.Core);
        switch (directive.Name.ToUpperInvariant())
        {
            case "SERVERNAME":
                ServerName(directive, host);
                return true;
            case "SERVERALIAS":
                host.Aliases.AddRange(Arguments.Several(directive, "A name or names alternately used to access the server"));
                return true;
            case "SERVERADMIN":
                host.Admin = Arguments.One(directive, "The email address of the server administrator");
                return true;
            case "DOCUMENTROOT":
                host.DocumentRoot = context.State.Absolute(Arguments.One(directive, "Root directory of the document tree")).TrimEnd('/');
                host.DocumentRoot = host.DocumentRoot.Length == 0 ? "/" : host.DocumentRoot;
                return true;
            case "LISTEN" or "PIDFILE" or "ERRORLOG" or "USER" or "GROUP" or "LOGLEVEL" or "TYPESCONFIG" or "CUSTOMLOG" or "LOGFORMAT":
                return true;
            case "ACCESSFILENAME":
                host.AccessFiles = Words.All(directive.Arguments);
                return true;
            case "MERGESLASHES":
                host.MergeSlashes = Arguments.Flag(directive);
                return true;
            case "LIMITREQUESTLINE":
                host.LimitRequestLine = Uris.Atoi(Arguments.One(directive, "Limit on maximum size of an HTTP request line"));
                return true;
            case "LIMITINTERNALRECURSION":
                host.LimitInternalRedirects = Uris.Atoi(Arguments.Take(directive, 1, 2,
                    " takes 1-2 arguments, maximum recursion depth of internal redirects and subrequests")[0]);
                return true;
            case "REQUIRE" when !context.InLimit && Admission(directive) is { } denied:
                core.Denied = denied;
                return true;
            case "ALLOWOVERRIDE":
                core.Overrides = Overrides(directive);
                return true;
            case "OPTIONS":
                Options.Apply(directive, core);
                return true;
            case "USECANONICALNAME":
                core.CanonicalName = Canonical(directive);
                return true;
            case "USECANONICALPHYSICALPORT":
                core.CanonicalPort = Arguments.Flag(directive);
                return true;
            case "ALLOWENCODEDSLASHES":
                EncodedSlashes(directive, core);
                return true;
            case "QUALIFYREDIRECTURL":
                core.QualifyRedirect = Arguments.Flag(directive);
                return core.QualifyRedirect == false;
            case "ERRORDOCUMENT":
                ErrorDocument(directive, core);
                return true;
            case "DIRECTORYSLASH":
                core.DirectorySlash = Arguments.Flag(directive);
                return true;
            case "DIRECTORYINDEX":
                core.IndexNames = IndexNames(directive, core);
                return true;
            default:
                return false;
        }
    }

    private static bool? Admission(Directive directive) => Words.All(directive.Arguments) switch
    {
        [var all, var word] when Is(all, "all") && Is(word, "granted") => false,
        [var all, var word] when Is(all, "all") && Is(word, "denied") => true,
        _ => null,
    };

    private static bool Is(string word, string expected) => word.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static void ServerName(Directive directive, HostSettings host)
    {
        var name = Arguments.One(directive, "The hostname and port of the server");
        if (Fnmatch.IsPattern(name))
        {
            throw directive.Error($"Invalid ServerName \"{name}\" use ServerAlias to set multiple server names.");
        }

        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        host.Scheme = scheme >= 0 ? Uris.Lower(name[..scheme]) : host.Scheme;
        var rest = scheme >= 0 ? name[(scheme + 3)..] : name;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        host.Name = colon < 0 ? rest : rest[..colon];
        host.Port = colon < 0 ? 0 : Uris.Atoi(rest[(colon + 1)..]);
        if (colon >= 0 && host.Port is <= 0 or >= 65536)
        {
            throw directive.Error($"The port number \"{name}\" is outside the appropriate range (i.e., 1..65535).");
        }
    }

    private static string Overrides(Directive directive)
    {
        var overrides = "";
        foreach (var word in Words.All(directive.Arguments))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? word : word[..equals]).ToUpperInvariant();
            var value = equals < 0 ? "" : word[(equals + 1)..].ToUpperInvariant();
            overrides = (key, value) switch
            {
                ("LIMIT", "") => overrides + "l",
                ("OPTIONS", _) => overrides + "o",
                ("FILEINFO", "") => overrides + "f",
                ("AUTHCONFIG", "") => overrides + "a",
                ("INDEXES", "") => overrides + "i",
                ("NONFATAL", "UNKNOWN") => overrides + "U",
                ("NONFATAL", "OVERRIDE") => overrides + "N",
                ("NONFATAL", "ALL") => overrides + "UN",
                ("NONE", "") => "",
                ("ALL", "") => "alofi",
                _ => throw directive.Error($"Illegal override option {word}"),
            };
        }

        return overrides;
    }

    private static bool? Canonical(Directive directive)
    {
        var word = Arguments.One(directive, "Whether or not to always use the canonical ServerName : Port when constructing URLs");
        return word.ToUpperInvariant() switch
        {
            "ON" => true,
            "OFF" => false,
            "DNS" => throw directive.Error("UseCanonicalName DNS cannot be followed here", byApache: false),
            _ => throw directive.Error("parameter must be 'on', 'off', or 'dns'"),
        };
    }

    private static void EncodedSlashes(Directive directive, CoreSettings core)
    {
        var word = Arguments.One(directive, "Allow URLs containing '/' encoded as '%2F'");
        core.EncodedSlashes = word.ToUpperInvariant() switch
        {
            "ON" or "NODECODE" => true,
            "OFF" => false,
            _ => throw directive.Error($"{directive.Name} must be On, Off, or NoDecode"),
        };
        core.KeepEncodedSlashes = word.Equals("nodecode", StringComparison.OrdinalIgnoreCase);
    }

    private static void ErrorDocument(Directive directive, CoreSettings core)
    {
        var words = Arguments.Two(directive, "Change responses for HTTP errors");
        var status = Uris.Atoi(words[0]);
        if (!RewriteFlags.IsStatus(status))
        {
            throw directive.Error($"Unsupported HTTP response code {words[0]}");
        }

        if (words[1].Contains("%{", StringComparison.Ordinal) && !words[1].Contains(' ', StringComparison.Ordinal) && Uris.IsUrl(words[1]))
        {
            throw directive.Error("an ErrorDocument whose URL is an expression is not read here", byApache: false);
        }

        core.ErrorDocuments[status] = words[1];
    }

    private static List<string> IndexNames(Directive directive, CoreSettings core)
    {
        var words = Arguments.Several(directive, "a list of file names");
        return words is [var only] && only.Equals("disabled", StringComparison.OrdinalIgnoreCase)
            ? []
            : [.. core.IndexNames ?? [], .. words];
    }
}
