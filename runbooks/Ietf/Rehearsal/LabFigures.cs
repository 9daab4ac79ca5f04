using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Crowd;
using Cutover.Lab;
using Npgsql;

namespace Ietf;

/// <summary>How much was moved and what the crowd did, for the report.</summary>
internal static class LabFigures
{
    public static async Task<JsonObject> OfAsync(LabEstate lab, ServingSide serving, LedgerReport ledger, CancellationToken cancellation)
    {
        var a = serving.IsNew ? lab.NewA : lab.OldA;
        var drafts = Directory.EnumerateFiles(Path.Combine(a, "ietfdata", "doc", "draft", "repository")).Count();
        return new JsonObject
        {
            ["data"] = new JsonArray(
                await DatabaseAsync(lab, serving, "datatracker", cancellation),
                await DatabaseAsync(lab, serving, "www", cancellation),
                await DatabaseAsync(lab, serving, "archive", cancellation),
                new JsonObject { ["name"] = "messages", ["files"] = Messages(lab, serving) },
                new JsonObject { ["name"] = "drafts", ["files"] = drafts }),
            ["crowd"] = new JsonObject
            {
                ["seconds"] = Math.Round(ledger.Seconds, 3),
                ["requests_per_s"] = Math.Round(ledger.Services.Sum(service => service.RequestsPerSecond), 1),
                ["acknowledged_writes_per_s"] = Math.Round(ledger.Services.Sum(service => service.AcknowledgedPerSecond), 1),
            },
            ["ledger"] = JsonSerializer.SerializeToNode(ledger),
        };
    }

    private static int Messages(LabEstate lab, ServingSide serving) =>
        Directory.EnumerateFiles(
            Path.Combine(serving.IsNew ? lab.NewArchive : lab.OldArchive, "archive"), "*", SearchOption.AllDirectories).Count();

    private static async Task<JsonNode> DatabaseAsync(LabEstate lab, ServingSide serving, string name, CancellationToken cancellation)
    {
        var server = serving.Postgres(lab);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Database = name,
            Username = "cutover",
            Passfile = lab.Postgres.Cutover,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection);
        await using var size = source.CreateCommand("select pg_database_size(current_database())");
        await using var tables = source.CreateCommand(
            """
            select count(*), sum((xpath('/row/n/text()', query_to_xml(
                format('select count(*) as n from %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint)::bigint
            from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'cutover', 'door')
            """);
        await using var row = await tables.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var figures = new JsonObject { ["name"] = name, ["tables"] = row.GetInt64(0), ["rows"] = row.GetInt64(1) };
        await row.CloseAsync();
        figures["bytes"] = (long)(await size.ExecuteScalarAsync(cancellation))!;
        return figures;
    }
}
