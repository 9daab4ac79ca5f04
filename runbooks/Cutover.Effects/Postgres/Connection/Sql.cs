namespace Cutover.Effects;

/// <summary>Writes names and texts into SQL where parameters cannot go.</summary>
internal static class Sql
{
    /// <summary>A quoted identifier. Names come from catalogs and estates, so they may hold anything.</summary>
    public static string Name(string name) => $"\"{Safe(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A quoted text; the E form, so that it means the same whatever standard_conforming_strings says.</summary>
    public static string Text(string text) =>
        $"E'{Safe(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A value in a libpq connection string.</summary>
    public static string Conninfo(string value) =>
        $"'{Safe(value).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static string Safe(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new DatabaseException(
            "A name or text for the database holds a NUL character, which PostgreSQL cannot store; correct it in the estate.")
        : text;
}
