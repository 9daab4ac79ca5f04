using Cutover.Effects;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Preflights(TwoServers servers)
{
    [Fact]
    public async Task Without_any_door_the_rights_check_says_so_in_one_sentence()
    {
        var pair = await servers.PairAsync(rows: 10, withDoor: false);
        var ((old, context), (next, _)) = Contexts.For(pair);

        var found = await Postgres.HasRights(old, next, pair.Writer).ProbeAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.NotDone, found.Verdict);
        Assert.Equal("superuser", found.Value!.OldDoor);
        Assert.Null(found.Value.NewDoor);
        Assert.StartsWith(
            $"cutover cannot make a subscription in {pair.New}: cutover is no superuser; ", found.Why, StringComparison.Ordinal);
        Assert.EndsWith("Ask the server's owner for one of these.", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_without_a_key_unlogged_tables_and_large_objects_are_listed()
    {
        var pair = await servers.PairAsync(rows: 10);
        await DatabasePair.RunAsync(pair.Old, "create unlogged table scratch (id int primary key); select lo_from_bytea(0, 'x')");
        var ((old, context), _) = Contexts.For(pair);

        var found = await Postgres.CanReplicate(old).ProbeAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.NotDone, found.Verdict);
        Assert.Equal(["public.keyless"], found.Value!.WithoutIdentity);
        Assert.Equal(["public.scratch"], found.Value.Unlogged);
        Assert.Equal(1, found.Value.LargeObjects);
    }

    [Fact]
    public async Task While_definitions_are_locked_only_temporary_tables_can_be_made()
    {
        var pair = await servers.PairAsync(rows: 10);
        var ((old, context), _) = Contexts.For(pair);
        var locked = Postgres.LockSchema(old);
        var before = await locked.ProbeAsync(context, TestContext.Current.CancellationToken);
        await locked.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);

        foreach (
            var sql in new[] { "create table more (id int)", "alter table doc add column more "
                + "int", "drop table keyless", "create index on doc (at)" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => DatabasePair.RunAsync(pair.OldAs(pair.Writer), sql));
            Assert.EndsWith(
                "is refused: definitions of this database are locked while Cutover moves it; deploy after the move has "
                    + "settled", refusal.MessageText, StringComparison.Ordinal);
        }

        await DatabasePair.RunAsync(
            pair.OldAs(pair.Writer), "create temporary table passing (id int); insert into passing values (1); drop table passing; "
                + "insert into keyless values (1, 'a row')");
        await locked.UndoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        await DatabasePair.RunAsync(pair.OldAs(pair.Writer), "create table more (id int)");
    }

    [Fact]
    public async Task Where_event_triggers_cannot_be_had_create_is_taken_and_given_back()
    {
        var pair = await servers.PairAsync(rows: 10);
        await DatabasePair.RunAsync(pair.New, $"grant create on schema public to {pair.Writer}");
        var (_, (next, context)) = Contexts.For(pair);
        var locked = Postgres.LockSchema(next);
        var before = await locked.ProbeAsync(context, TestContext.Current.CancellationToken);
        await locked.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);

        var after = await locked.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Done, after.Verdict);
        Assert.Contains("owners could still alter their tables", after.Why, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => DatabasePair.RunAsync(pair.NewAs(pair.Writer), "create table more (id int)"));

        await Postgres.UnlockSchema(next).DoAsync(context, after.Value!, TestContext.Current.CancellationToken);
        await DatabasePair.RunAsync(pair.NewAs(pair.Writer), "create table more (id int)");
    }

    /// <summary>What was taken is written down where recovery keeps it, and where no publication of all tables finds it.</summary>
    [Fact]
    public async Task What_was_taken_is_given_back_though_the_server_crashed_meanwhile()
    {
        var pair = await servers.PairAsync(rows: 10);
        await DatabasePair.RunAsync(pair.New, $"grant create on schema public to {pair.Writer}, {pair.Reader}");
        var (_, (next, context)) = Contexts.For(pair);
        var (locked, stop) = (Postgres.LockSchema(next), TestContext.Current.CancellationToken);
        await locked.DoAsync(context, (await locked.ProbeAsync(context, stop)).Value!, stop);
        await servers.OwnerAsync(pair.Name, "create publication everything for all tables");
        var published = await DatabasePair.OneAsync<long>(
            pair.New, "select count(*) from pg_publication_tables where schemaname = 'cutover'");

        await servers.CrashNewAsync(pair.Name);
        var unlock = Postgres.UnlockSchema(next);
        var found = await unlock.ProbeAsync(context, stop);
        await unlock.DoAsync(context, found.Value!, stop);

        Assert.Equal(Verdict.NotDone, found.Verdict);
        Assert.Equal(0, published);
        Assert.Equal(Verdict.Done, (await unlock.ProbeAsync(context, stop)).Verdict);
        await DatabasePair.RunAsync(pair.NewAs(pair.Writer), "create table more (id int)");
        await DatabasePair.RunAsync(pair.NewAs(pair.Reader), "create table others (id int)");
    }
}
