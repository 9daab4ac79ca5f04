using System.Text.Json.Nodes;

namespace Cutover.Redirects;

/// <summary>
/// Writes down which files and directories the old host has, as far as answers can depend on them: the document roots, the directories that
/// aliases lead to, and what stands at the root of the file system.
/// </summary>
internal static class EdgeFiles
{
    private const int MostEntries = 200_000;

    internal static JsonObject Write(Site site)
    {
        var files = site.Files;
        var root = new JsonObject();
        foreach (var name in files.List("/"))
        {
            root[name] = files.Kind("/" + name) == FileKind.Directory ? new JsonObject() : Mark(files, "/" + name);
        }

        var hosts = site.VirtualHosts.Prepend(site.MainHost).ToList();
        var roots = hosts.Select(host => host.DocumentRoot).Concat(hosts.SelectMany(host => host.Paths)
            .Where(path => path.Pattern is null).Select(path => path.Target)).OfType<string>().Distinct(StringComparer.Ordinal);
        var left = MostEntries;
        foreach (var path in roots.Where(path => files.Kind(path) == FileKind.Directory))
        {
            var at = root;
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                at = Below(at, part);
            }

            Fill(files, path.TrimEnd('/'), at, ref left);
        }

        return root;
    }

    private static JsonObject Below(JsonObject at, string name)
    {
        if (at[name] is not JsonObject below)
        {
            at[name] = below = [];
        }

        return below;
    }

    private static void Fill(ISiteFiles files, string path, JsonObject into, ref int left)
    {
        foreach (var name in files.List(path + "/"))
        {
            if (--left < 0)
            {
                throw new EdgeRefusedException(
                    $"The document roots hold more than {MostEntries} files and directories, which no script can know; name smaller ones.");
            }

            var full = $"{path}/{name}";
            var kind = files.Kind(full);
            if (kind == FileKind.Directory)
            {
                Fill(files, full, Below(into, name), ref left);
            }
            else if (kind != FileKind.Special)
            {
                into[name] = Mark(files, full);
            }
        }
    }

    private static int Mark(ISiteFiles files, string path) => 1 + (files.Length(path) > 0 ? 2 : 0) + (files.Executable(path) ? 4 : 0);
}
