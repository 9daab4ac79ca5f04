using Cutover.Lab;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>A small lab for the tests of Datatracker's queue; its brokers and workers are broken on purpose.</summary>
public sealed class QueueLab()
    : FreshLab(new LabOptions(LabSize.Small, s_offset, Path.Combine(Path.GetTempPath(), $"cutover-queue-{s_offset}")))
{
    public const string Worker = "datatracker-old-worker";

    private static readonly int s_offset = LabOptions.Chosen(LabSize.Small).PortOffset + 4100;

    /// <summary>Hands a draft in as an author does, and has it acknowledged.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> SubmitAsync()
    {
        var name = $"draft-test-{Guid.NewGuid():N}";
        using var http = new HttpClient();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("author@lab.test"), "user" },
            { new StringContent($"<rfc docName=\"{name}-00\"><front><title>Once</title></front></rfc>"), "xml", "draft.xml" },
        };
        using var answer = await http.PostAsync(
            new Uri($"http://{Estate.Service("datatracker-old-web").Address}/api/submission"), form, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return name;
    }

    /// <summary>How often each of these was posted: once, when all is well.</summary>
    public async Task<IReadOnlyList<long>> PostedAsync(params string[] names)
    {
        var at = Estate.Postgres;
        await using var source = NpgsqlDataSource.Create(
            $"Host={at.Old.Host};Port={at.Old.Port};Database=datatracker;Username=cutover;Passfile={at.Cutover};Pooling=false");
        await using var query = source.CreateCommand(
            """
            select (select count(*) from submit_submissionevent e join submit_submission s on s.id = e.submission_id where s.name = n)
            from unnest($1) with ordinality as names(n, i) order by i
            """);
        query.Parameters.Add(new NpgsqlParameter { Value = names });
        await using var rows = await query.ExecuteReaderAsync(Stop);
        var posted = new List<long>();
        while (await rows.ReadAsync(Stop))
            posted.Add(rows.GetInt64(0));
        return posted;
    }
}
