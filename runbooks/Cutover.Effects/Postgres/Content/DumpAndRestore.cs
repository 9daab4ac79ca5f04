using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// For a database that cannot replicate: dumped and restored whole under its fence, two tables at a time, uncompressed because the copy
/// stays on this machine. Whether it is there is decided by content, table by table.
/// </summary>
/// <param name="Old">Fenced; it is read as long as the dump takes.</param>
/// <param name="New">Empty, or holding a restore that was broken off; never one that was opened.</param>
/// <param name="Jobs">How many tables at once.</param>
public sealed record DumpAndRestore(Place<DatabaseAddress> Old, Place<DatabaseAddress> New, int Jobs) : IEffect<ContentProof>
{
    public string Verb => $"dump {Old} and restore it as {New}";

    public ValueTask<Finding<ContentProof>> ProbeAsync(StepContext context, CancellationToken cancellation) =>
        ProbeAsync(context, new SameContent(Old, New, Cold: null, Jobs), cancellation);

    public async ValueTask DoAsync(StepContext context, ContentProof before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        await OpenedMark.RefuseAsync(next, $"Restoring over {next.At}");
        var absent = await SchemaTransfer.AbsentRolesAsync(old, next);
        if (absent.Count > 0)
            throw new DatabaseException(
                $"The server of {next.At} lacks the roles {string.Join(", ", absent)}, which own or use something in {old.At}; create "
                    + "them, NOLOGIN, then retry.");

        await EmptyAsync(old, next);
        var scratch = SchemaTransfer.Scratch(old.At, context.Run.IdempotencyKey);
        try
        {
            await CopyAsync(context, old, next, scratch, cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task CopyAsync(StepContext context, Session old, Session next, string scratch, CancellationToken cancellation)
    {
        var dump = Path.Combine(scratch, "dump");
        var chosen = Path.Combine(scratch, "list");
        await Programs.RunAsync(
            old.At, "pg_dump", ["--format=directory", $"--jobs={Jobs}", "--compress=0",
                .. SchemaTransfer.DumpArguments(dump)], input: null, cancellation);
        context.Say($"{old.At} is dumped");
        await File.WriteAllTextAsync(
            chosen, DumpList.Filter(
                await Programs.RunAsync(old.At, "pg_restore", ["--list", dump], input: null, cancellation)), cancellation);
        await next.RunAllAsync(await SchemaTransfer.SchemaStatementsAsync(old));
        await Programs.RunAsync(
            next.At, "pg_restore", ["--no-password", $"--jobs={Jobs}", "--exit-on-error", $"--use-list={chosen}",
                $"--dbname={next.At.Database}", dump], input: null, cancellation);
    }

    /// <summary>What a broken restore left, in the schemas that the old side has; nobody was ever let in to write there.</summary>
    private static async Task EmptyAsync(Session old, Session next)
    {
        var schemas = await old.NamesAsync($"select u.nspname from ({Catalog.UserSchemas}) u order by 1");
        foreach (var schema in schemas)
        {
            await next.RunAllAsync(schema == "public"
                ? ["drop schema if exists public cascade", "create schema public authorization "
                    + "pg_database_owner", "grant usage on schema public to public"]
                : [$"drop schema if exists {Sql.Name(schema)} cascade"]);
        }
    }

    private static async ValueTask<Finding<ContentProof>> ProbeAsync(StepContext context, SameContent same, CancellationToken cancellation)
    {
        var found = await same.ProbeAsync(context, cancellation);
        return found is { Verdict: Verdict.NotDone, Value: { } proof } && proof.Tables.Any(table => table.NewRows >= 0)
            ? Finding.HalfDone(proof, found.Why)
            : found;
    }
}
