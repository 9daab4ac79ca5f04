namespace Cutover.Effects;

/// <summary>
/// The mark on a side that it has been opened: from then on nothing may overwrite it from the other, until all of it was carried home and
/// a later night begins anew. It is a comment on Cutover's schema, because comments are not replicated.
/// </summary>
internal static class OpenedMark
{
    private const string Begin = "opened";
    private const string Home = "opened, and carried home";

    /// <summary>To be part of the very transaction that opens.</summary>
    public static string Statement(string run) =>
        Comment($"{Begin} by {run}; nothing may be transferred into this database any more");

    /// <summary>To be part of the very transaction that empties a side whose writes were carried home.</summary>
    public static string Lift() => "comment on schema cutover is null";

    public static Task<bool> IsThereAsync(Session database) => BeginsAsync(database, Begin);

    /// <summary>Whether all that was written there is on the other side: it is kept as it was, and may be copied over.</summary>
    public static Task<bool> IsHomeAsync(Session database) => BeginsAsync(database, Home);

    /// <summary>Whether no row of an application's table was changed since: the server's own count is as it was.</summary>
    public static Task<bool> IsUntouchedAsync(Session database) => database.IsAsync(
        $"""
        select obj_description(oid, 'pg_namespace') like '%; after ' || ({FenceLook.Changes}) || ' changes, %'
        from pg_namespace where nspname = 'cutover'
        """);

    public static async Task CarriedHomeAsync(Session database, string run)
    {
        var changes = await database.OneAsync<long>(FenceLook.Changes);
        await database.RunAsync(Comment($"{Home} by {run}; after {changes} changes, kept as it was until a later night copies anew"));
    }

    /// <exception cref="DatabaseException">The side has been opened.</exception>
    public static async Task RefuseAsync(Session database, string what)
    {
        if (!await IsThereAsync(database))
            return;

        var kept = await IsHomeAsync(database);
        throw new DatabaseException(
            $"{what} is refused: {database.At} has been opened and "
                + (kept ? "is kept as it was when its writes were carried home; drop and create the database, then retry."
                    : "may hold writes of its own; take the way back instead."));
    }

    private static string Comment(string words) => $"comment on schema cutover is {Sql.Text(words)}";

    private static Task<bool> BeginsAsync(Session database, string words) =>
        database.IsAsync("select obj_description(oid, 'pg_namespace') like $1 from pg_namespace where nspname = 'cutover'", $"{words}%");
}
