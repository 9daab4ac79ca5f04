using Cutover.Effects;
using Cutover.Engine;
using Npgsql;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Fences(TwoServers servers)
{
    [Fact]
    public async Task A_superuser_who_writes_is_ended_and_one_who_is_not_named_is_refused_by_name()
    {
        var pair = await servers.PairAsync(rows: 100);
        var (at, context) = Alone(pair);
        await servers.AdminAsync($"create role {pair.Name}_rogue superuser login password 'rehearsal'");
        await using var rogue = DatabasePair.Connect(pair.OldAs($"{pair.Name}_rogue"));
        await rogue.OpenAsync(TestContext.Current.CancellationToken);
        await Say(rogue, "begin; insert into keyless values (1, 'rogue')");

        var fence = Postgres.Fence(at, 5.Minutes(), [pair.Writer]);
        var before = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);
        await fence.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        var refused = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Say(rogue, "commit"));
        Assert.Equal(Verdict.HalfDone, refused.Verdict);
        Assert.Contains($"the superuser {pair.Name}_rogue can log in and write", refused.Why, StringComparison.Ordinal);

        // Exempted by name it keeps LOGIN; the moment it writes, the fence is not proved.
        var exempting = Postgres.Fence(at, 5.Minutes(), [pair.Writer], $"{pair.Name}_rogue");
        await exempting.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Done, (await exempting.ProbeAsync(context, TestContext.Current.CancellationToken)).Verdict);
        await using var again = DatabasePair.Connect(pair.OldAs($"{pair.Name}_rogue"));
        await again.OpenAsync(TestContext.Current.CancellationToken);
        await Say(again, "begin; insert into keyless values (2, 'rogue')");
        var caught = await exempting.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Contains("is writing", caught.Why, StringComparison.Ordinal);
        await again.CloseAsync();
        await servers.AdminAsync($"drop role {pair.Name}_rogue");
    }

    [Fact]
    public async Task A_read_only_default_is_switched_off_by_an_application_and_the_fence_is_not()
    {
        var pair = await servers.PairAsync(rows: 100);
        var (at, context) = Alone(pair);
        await servers.AdminAsync($"alter database {pair.Name} set default_transaction_read_only = on");
        await BypassAsync(pair);

        var fence = Postgres.Fence(at, 5.Minutes(), [pair.Writer]);
        var before = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.NotDone, before.Verdict);
        await fence.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        var fenced = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Done, fenced.Verdict);
        await Assert.ThrowsAsync<PostgresException>(() => BypassAsync(pair));
        Assert.Equal(400 + 1, await DatabasePair.OneAsync<long>(pair.OldAs(pair.Reader), "select count(*) from keyless"));

        await fence.UndoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        Assert.True(fence.IsUndone(before.Value!, (await fence.ProbeAsync(context, TestContext.Current.CancellationToken)).Value!));
        await BypassAsync(pair);
    }

    [Fact]
    public async Task A_login_that_only_could_become_the_writer_is_named_before_the_night()
    {
        var pair = await servers.PairAsync(rows: 100);
        var (at, context) = Alone(pair);
        await servers.AdminAsync(
            $"create role {pair.Name}_deployer login noinherit password 'rehearsal'; grant {pair.Writer} to {pair.Name}_deployer");

        var known = await Postgres.WritersAreKnown(at, [pair.Writer]).ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.NotDone, known.Verdict);
        Assert.Equal([$"{pair.Name}_deployer"], known.Value!.Unlisted);
    }

    [Fact]
    public async Task Writes_of_somebody_who_was_let_in_and_out_again_make_it_another_fence()
    {
        var pair = await servers.PairAsync(rows: 100);
        var (at, context) = Alone(pair);
        var fence = Postgres.Fence(at, 5.Minutes(), [pair.Writer]);
        var before = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);
        await fence.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        var proved = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.Null(fence.Breach(proved.Value!, (await fence.ProbeAsync(context, TestContext.Current.CancellationToken)).Value!));

        await servers.AdminAsync($"alter role {pair.Writer} login");
        await BypassAsync(pair);
        await servers.AdminAsync($"alter role {pair.Writer} nologin");
        var now = await fence.ProbeAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Done, now.Verdict);
        Assert.StartsWith("1 rows of", fence.Breach(proved.Value!, now.Value!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_side_that_serves_is_not_shut_where_its_address_was_taken_for_the_new_ones()
    {
        var pair = await servers.PairAsync(rows: 100);
        var (at, context) = Alone(pair);
        await using var user = DatabasePair.Connect(pair.OldAs(pair.Writer));
        await user.OpenAsync(TestContext.Current.CancellationToken);

        var shut = Postgres.HoldShut(at, [pair.Writer]);
        var before = await shut.ProbeAsync(context, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<DatabaseException>(
            () => shut.DoAsync(context, before.Value!, TestContext.Current.CancellationToken).AsTask());

        Assert.Contains(
            "so it seems to be the side that serves; see whether old in the estate's file", refused.Message, StringComparison.Ordinal);
        await Say(user, "insert into keyless values (1, 'served')");
    }

    private static async Task BypassAsync(DatabasePair pair)
    {
        await using var writer = DatabasePair.Connect(pair.OldAs(pair.Writer));
        await writer.OpenAsync(TestContext.Current.CancellationToken);
        await Say(writer, "set default_transaction_read_only = off");
        await Say(writer, "insert into keyless values (1, 'bypassed')");
    }

    private static (Place<DatabaseAddress> At, StepContext Context) Alone(DatabasePair pair) => Contexts.For(pair).Old;

    private static async Task Say(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
