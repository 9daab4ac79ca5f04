namespace Cutover.Redirects;

/// <summary>Paths of the old host's file system.</summary>
internal static class Paths
{
    /// <summary>Dot segments and doubled slashes taken out; a trailing slash stays.</summary>
    internal static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        var clean = "/" + string.Join('/', parts);
        return path.EndsWith('/') && clean != "/" ? clean + "/" : clean;
    }

    internal static string Parent(string path) => path[..(path.LastIndexOf('/') + 1)];
}
