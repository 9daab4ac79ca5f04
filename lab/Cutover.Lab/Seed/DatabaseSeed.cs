using Npgsql;

namespace Cutover.Lab;

/// <summary>
/// Fills the old cluster. Foreign keys and triggers rest meanwhile (session_replication_role = replica); rows and bulk are written
/// side by side; VACUUM and ANALYZE come last, so that autovacuum leaves the night alone.
/// </summary>
internal sealed class DatabaseSeed(string connection, LabEstate estate)
{
    private const int PatienceSeconds = 300;

    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(DatatrackerAsync(cancellation), WwwAsync(cancellation), ArchiveAsync(cancellation));

    private async Task DatatrackerAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("datatracker", "datatracker", SeedSql.Read("datatracker-schema.sql"), cancellation);
        await Task.WhenAll(
            ExecuteAsync("datatracker", "datatracker", SeedSql.Scaled("datatracker-rows.sql", estate.Size), cancellation),
            ExecuteAsync("datatracker", "datatracker", SeedSql.Scaled("datatracker-bulk.sql", estate.Size), cancellation));
        await FinishAsync("datatracker", "datatracker", cancellation);
    }

    private async Task WwwAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("www", "wagtail", SeedSql.Read("www-schema.sql"), cancellation);
        await ExecuteAsync("www", "wagtail", SeedSql.Scaled("www-rows.sql", estate.Size), cancellation);
        await FinishAsync("www", "wagtail", cancellation);
    }

    /// <summary>One session, because the text to index is in a table of the session's own.</summary>
    private async Task ArchiveAsync(CancellationToken cancellation)
    {
        await ExecuteAsync("archive", "archive", SeedSql.Read("archive-schema.sql"), cancellation);
        await using var source = Source("archive");
        await using var session = await source.OpenConnectionAsync(cancellation);
        await using (var role = new NpgsqlCommand("set session_replication_role = replica; set role archive", session))
            await role.ExecuteNonQueryAsync(cancellation);
        await new ArchiveSeed(estate).RowsAsync(session, cancellation);
        await using (var finish = new NpgsqlCommand(SeedSql.Read("archive-finish.sql"), session))
            await finish.ExecuteNonQueryAsync(cancellation);
        await using var vacuum = source.CreateCommand("vacuum (freeze, analyze)");
        await vacuum.ExecuteNonQueryAsync(cancellation);
    }

    private async Task FinishAsync(string database, string owner, CancellationToken cancellation)
    {
        await ExecuteAsync(database, owner, SeedSql.Read($"{database}-finish.sql"), cancellation);
        await using var source = Source(database);
        await using var vacuum = source.CreateCommand("vacuum (freeze, analyze)");
        await vacuum.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>One transaction as the owner of what it makes.</summary>
    private async Task ExecuteAsync(string database, string owner, string sql, CancellationToken cancellation)
    {
        await using var source = Source(database);
        await using var session = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await session.BeginTransactionAsync(cancellation);
        await using var command =
            new NpgsqlCommand($"set local session_replication_role = replica; set local role {owner}; {sql}", session, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private NpgsqlDataSource Source(string database)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection)
        {
            Database = database,
            CommandTimeout = PatienceSeconds,
            Pooling = false,
            ApplicationName = "lab seed",
        };
        return NpgsqlDataSource.Create(builder);
    }
}
