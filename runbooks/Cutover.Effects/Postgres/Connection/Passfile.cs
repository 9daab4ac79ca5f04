namespace Cutover.Effects;

/// <summary>Reads libpq's passfile: host:port:database:user:password, * for any, backslash before a colon or backslash.</summary>
internal static class Passfile
{
    /// <exception cref="DatabaseException">No line matches.</exception>
    public static async Task<string> FindAsync(
        string path, string host, int port, string database, string user, CancellationToken cancellation)
    {
        string[] wanted = [host, port.ToString(), database, user];
        foreach (var line in await File.ReadAllLinesAsync(path, cancellation))
        {
            if (line.StartsWith('#'))
                continue;

            var fields = Fields(line);
            if (fields.Count == 5 && wanted.Zip(fields).All(pair => pair.Second == "*" || pair.First == pair.Second))
                return fields[4];
        }

        throw new DatabaseException($"The passfile {path} has no line for {user} in {database} at {host}:{port}; add one.");
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string> { "" };
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
                fields[^1] += line[++at];
            else if (line[at] == ':' && fields.Count < 5)
                fields.Add("");
            else
                fields[^1] += line[at];
        }

        return fields;
    }
}
