using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Logical replication does not carry sequences: one side's are set to where the other's stand, all in one statement.</summary>
/// <param name="From">The side that was written last; fenced.</param>
/// <param name="To">The side that will be written next; not yet open.</param>
/// <param name="IsWayBack">Whether it goes from new to old, where the mark of having been opened is on the other side.</param>
public sealed record SetSequences(Place<DatabaseAddress> From, Place<DatabaseAddress> To, bool IsWayBack) : IEffect<SequenceValues>
{
    private const string List =
        $"""
        select format('%I.%I', n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join ({Catalog.UserSchemas}) u on u.oid = n.oid
        where c.relkind = 'S' and c.relpersistence <> 't'
          and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        order by 1
        """;

    public string Verb => $"set the sequences of {To} to where those of {From} stand";

    public async ValueTask<Finding<SequenceValues>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var from = await Session.OpenAsync(context.At(From), cancellation);
        await using var to = await Session.OpenAsync(context.At(To), cancellation);
        var source = ReadAsync(from);
        var target = ReadAsync(to);
        await Task.WhenAll(source, target);
        var have = await target;
        var wrong = (await source).Except(have).ToList();
        var seen = new SequenceValues(have);
        return wrong.Count == 0
            ? Finding.Done(seen, $"{have.Count} sequences of {to.At} stand where those of {from.At} do")
            : Finding.NotDone(
                seen, $"{wrong.Count} sequences of {to.At} do not stand where those of {from.At} do, the first is {wrong[0].Name}, "
                    + $"expected at {wrong[0].Last}");
    }

    public async ValueTask DoAsync(StepContext context, SequenceValues before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var from = await Session.OpenAsync(context.At(From), cancellation);
        await using var to = await Session.OpenAsync(context.At(To), cancellation);
        var read = ReadAsync(from);
        var refusal = IsWayBack ? Task.CompletedTask : OpenedMark.RefuseAsync(to, $"Setting the sequences of {to.At}");
        await Task.WhenAll(read, refusal);
        var values = await read;
        await to.RunAsync(
            "select setval(s.name::regclass, s.last, s.called) from unnest($1, $2, $3) s(name, last, called)",
            values.Select(value =>
                value.Name).ToArray(), values.Select(value => value.Last).ToArray(), values.Select(value => value.IsCalled).ToArray());
    }

    /// <summary>The view pg_sequences hides where an uncalled sequence begins, so each sequence is asked; in one statement.</summary>
    private static async Task<IReadOnlyList<SequenceValue>> ReadAsync(Session database)
    {
        var names = await database.NamesAsync(List);
        if (names.Count == 0)
            return [];

        var each = names.Select(name => $"select {Sql.Text(name)}, last_value, is_called from {name}");
        return await database.ListAsync(
            string.Join(" union all ", each), row => new SequenceValue(row.GetString(0), row.GetInt64(1), row.GetBoolean(2)));
    }
}
