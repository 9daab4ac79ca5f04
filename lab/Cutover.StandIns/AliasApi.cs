using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>The aliases that the mail host pulls: of every group, from the database that serves.</summary>
public sealed class AliasApi(Databases databases, ApiTokens tokens, StandInSettings settings)
{
    public async Task GetAsync(HttpContext http)
    {
        if (!tokens.Fits(http.Request.Headers["X-Api-Key"].ToString(), isTest: false))
            throw new BadHttpRequestException("Wrong key.", StatusCodes.Status403Forbidden);
        var groups = await databases.ReadAsync(connection => GroupsAsync(connection, http.RequestAborted), http.RequestAborted);
        var aliases = new JsonArray([.. groups.Select(group => new JsonObject
        {
            ["alias"] = $"{group}-chairs",
            ["domains"] = new JsonArray("ietf"),
            ["addresses"] = new JsonArray(settings.Need(settings.People, "people")),
        })]);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(new JsonObject { ["aliases"] = aliases }.ToJsonString(), http.RequestAborted);
    }

    private static async Task<List<string>> GroupsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var query = Command(connection, "select acronym from group_group order by acronym");
        await using var rows = await query.ExecuteReaderAsync(cancellation);
        var groups = new List<string>();
        while (await rows.ReadAsync(cancellation))
            groups.Add(rows.GetString(0));
        return groups;
    }
}
