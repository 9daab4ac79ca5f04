namespace Cutover.Effects;

/// <summary>
/// The mark on a side that it has been opened: from then on nothing may overwrite it from the other. It is a comment on Cutover's schema,
/// because comments are not replicated.
/// </summary>
internal static class OpenedMark
{
    private const string Begin = "opened";

    /// <summary>To be part of the very transaction that opens.</summary>
    public static string Statement(string run) =>
        $"comment on schema cutover is {Sql.Text($"{Begin} by {run}; nothing may be transferred into this database any more")}";

    public static Task<bool> IsThereAsync(Session database) =>
        database.IsAsync("select obj_description(oid, 'pg_namespace') like $1 from pg_namespace where nspname = 'cutover'", $"{Begin}%");

    /// <exception cref="DatabaseException">The side has been opened.</exception>
    public static async Task RefuseAsync(Session database, string what)
    {
        if (await IsThereAsync(database))
            throw new DatabaseException(
                $"{what} is refused: {database.At} has been opened and may hold writes of its own; take the way back instead.");
    }
}
