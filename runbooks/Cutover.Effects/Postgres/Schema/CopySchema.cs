using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Copies every definition and no row to an empty database, in one transaction there: all of it or nothing.</summary>
/// <remarks>
/// Needs the roles on the new server, and membership in those that own something. Event triggers and comments on extensions need
/// superuser and stay behind. Turning back leaves the empty tables; the next night goes on from them.
/// </remarks>
public sealed record CopySchema(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IEffect<SchemaCompared>
{
    public string Verb => $"copy the schema of {Old} to {New}";

    public async ValueTask<Finding<SchemaCompared>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        return await SameSchema.CompareAsync(old, next);
    }

    public async ValueTask DoAsync(StepContext context, SchemaCompared before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var found = await SameSchema.CompareAsync(old, next);
        if (found.Verdict != Verdict.NotDone)
            throw new DatabaseException(
                $"{next.At} is not empty and not the same as {old.At}: {found.Why}; drop and create that database, then retry.");

        var absent = await SchemaTransfer.AbsentRolesAsync(old, next);
        if (absent.Count > 0)
            throw new DatabaseException(
                $"The server of {next.At} lacks the roles {string.Join(", ", absent)}, which own or use something in {old.At}; create "
                    + "them, NOLOGIN, then retry.");

        var scratch = SchemaTransfer.Scratch(old.At, context.Run.IdempotencyKey);
        try
        {
            var script = await ScriptAsync(old, scratch, cancellation);

            // Not --single-transaction: psql would commit what it has when its input ends early, and that it does where this process is
            // killed. Without its last line the server takes all of it back.
            await Programs.RunAsync(
                next.At, "psql", ["--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"],
                $"begin;\n{script}\ncommit;\n", cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Complete before any of it is fed to the new side, or the end of a broken dump would be committed.</summary>
    private static async Task<string> ScriptAsync(Session old, string scratch, CancellationToken cancellation)
    {
        var archive = Path.Combine(scratch, "schema");
        var chosen = Path.Combine(scratch, "list");
        await Programs.RunAsync(
            old.At, "pg_dump", ["--schema-only", "--format=custom", .. SchemaTransfer.DumpArguments(archive)], input: null, cancellation);
        var list = await Programs.RunAsync(old.At, "pg_restore", ["--list", archive], input: null, cancellation);
        await File.WriteAllTextAsync(chosen, DumpList.Filter(list), cancellation);
        var body = await Programs.RunAsync(old.At, "pg_restore", [$"--use-list={chosen}", "--file=-", archive], input: null, cancellation);
        var schemas = await SchemaTransfer.SchemaStatementsAsync(old);
        return string.Concat(schemas.Select(statement => $"{statement};\n")) + body;
    }
}
