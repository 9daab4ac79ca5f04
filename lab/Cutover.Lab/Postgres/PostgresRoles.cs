namespace Cutover.Lab;

/// <summary>The databases' roles, their passwords and who owns what.</summary>
internal sealed class PostgresRoles(LabEstate estate)
{
    private static readonly (string Database, string Writer)[] Databases =
        [("datatracker", "datatracker"), ("www", "wagtail"), ("archive", "archive")];

    private static readonly string[] Roles = ["datatracker", "datatracker_ro", "wagtail", "wagtail_ro", "archive", "archive_ro"];

    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal)
    {
        ["cutover"] = LabSecrets.Token(),
        ["lab_owner"] = LabSecrets.Token(),
        ["datatracker"] = LabSecrets.Token(),
        ["datatracker_ro"] = LabSecrets.Token(),
        ["wagtail"] = LabSecrets.Token(),
        ["wagtail_ro"] = LabSecrets.Token(),
        ["archive"] = LabSecrets.Token(),
        ["archive_ro"] = LabSecrets.Token(),
    };

    /// <summary>Writes a pass file for each role, good for both clusters.</summary>
    public void WriteFiles()
    {
        foreach (var (role, password) in _passwords)
        {
            LabSecrets.WriteFile(
                Path.Combine(estate.Directory, "secrets", $"{role}.pgpass"),
                $"{Line(estate.Postgres.Old, role, password)}{Line(estate.Postgres.New, role, password)}");
        }
    }

    /// <summary>What initdb reads the owner's password from; removed once it has.</summary>
    public void WriteOwnerFile(PostgresServer server) =>
        LabSecrets.WriteFile(server.Cluster.Options.OwnerPasswordFile, _passwords[server.Owner] + "\n");

    /// <summary>Roles and empty databases on either side.</summary>
    public async Task CreateAsync(PostgresServer server, CancellationToken cancellation)
    {
        var isNew = server.Owner != "cutover";
        if (isNew)
            await server.ExecuteAsync(
                "postgres",
                $"create role cutover login replication createrole password '{_passwords["cutover"]}'; "
                + "grant pg_monitor, pg_signal_backend, pg_checkpoint to cutover",
                cancellation);
        foreach (var role in Roles)
            await server.ExecuteAsync("postgres", $"create role {role} login password '{_passwords[role]}'", cancellation);
        if (isNew)
            await server.ExecuteAsync(
                "postgres", $"grant {string.Join(", ", Roles)} to cutover with admin option", cancellation);
        foreach (var (database, owner) in Databases)
        {
            await server.ExecuteAsync("postgres", $"create database {database} owner {(isNew ? "cutover" : owner)}", cancellation);
            await server.ExecuteAsync(database, $"grant create on schema public to {owner}", cancellation);
            if (!isNew)
                continue;
            await server.ExecuteAsync(database, await PostgresCluster.DoorAsync(cancellation), cancellation);
            await server.ExecuteAsync("postgres", $"create database {LabEstate.RestoredOf(database)} owner cutover", cancellation);
        }
    }

    private static string Line(Address server, string role, string password) => $"{server.Host}:{server.Port}:*:{role}:{password}\n";
}
