using System.Net.Http.Json;
using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>Inserts, updates, deletes and reads of one's own events or pages. Both services offer the same interface for them.</summary>
/// <param name="town">The users.</param>
/// <param name="exchange">Sends requests.</param>
/// <param name="recorder">Takes the records.</param>
/// <param name="shelf">Where a user keeps keys of this family.</param>
/// <param name="insert">The kind that makes a new key.</param>
public sealed class KeyedErrands(Town town, Exchange exchange, Recorder recorder, Func<CrowdUser, Shelf> shelf, OperationKind insert)
{
    private const string Filler =
        " The document shepherd has asked for a revised draft before the working group's last call ends; comments of the directorate " +
        "review have been folded in, and the authors will answer what is left on the list within the week.";

    /// <summary>Makes a new key.</summary>
    public async Task InsertAsync(Errand errand, CrowdUser user)
    {
        var isPage = insert == OperationKind.PageCreate;
        var key = Guid.NewGuid().ToString();
        var own = new OwnKey(key, isPage ? "/admin/pages/" : $"{errand.Path}events/", 1);
        var value = OwnKey.ValueOf(key, 1);
        var write = new KeyedWrite(value + Filler) { Key = key, Slug = isPage ? $"crowd-{key}" : null };
        var ending = await WriteAsync(errand, insert, user, own, value, Request(HttpMethod.Post, errand.Address(own.Home), write));
        if (ending == Ending.Acknowledged)
            shelf(user).Acknowledged(own);
    }

    /// <summary>Puts the next version under a key of one's own; where nobody has one, makes one.</summary>
    public async Task UpdateAsync(Errand errand)
    {
        if (town.First(errand.Draw, user => shelf(user).TakeForWrite(errand.Choice)) is not var (user, own))
        {
            await InsertAsync(errand, town.Any(errand.Draw));
            return;
        }

        var next = own with { Version = own.Version + 1 };
        var value = OwnKey.ValueOf(own.Key, next.Version);
        var write = new KeyedWrite(value + Filler) { Version = next.Version };
        var request = Request(HttpMethod.Put, errand.Address(own.Home + own.Key), write);
        var ending = await WriteAsync(errand, errand.Operation.Kind, user, own, value, request);
        PutBack(user, own, ending, () => shelf(user).Acknowledged(next));
    }

    /// <summary>Takes a key of one's own away; where nobody has one, makes one.</summary>
    public async Task DeleteAsync(Errand errand)
    {
        if (town.First(errand.Draw, user => shelf(user).TakeForWrite(errand.Choice)) is not var (user, own))
        {
            await InsertAsync(errand, town.Any(errand.Draw));
            return;
        }

        var request = new HttpRequestMessage(HttpMethod.Delete, errand.Address(own.Home + own.Key));
        var ending = await WriteAsync(errand, errand.Operation.Kind, user, own, value: null, request);
        PutBack(user, own, ending, () => shelf(user).Deleted(own));
    }

    /// <summary>Reads a key of one's own; a 404 is an answer, judged by the ledger.</summary>
    /// <returns>False where nobody has a key yet.</returns>
    public async Task<bool> ReadAsync(Errand errand)
    {
        if (town.First(errand.Draw, user => shelf(user).PickForRead(errand.Choice)) is not var (user, own))
            return false;

        var answer = await exchange.SendAsync(user, new HttpRequestMessage(HttpMethod.Get, errand.Address(own.Home + own.Key)), errand.At);
        var seen = answer.Status switch
        {
            200 => ValueIn(answer.Body),
            404 => Operation.Absent,
            _ => null,
        };
        recorder.Add(errand.Ended(errand.Operation.Kind, user, answer, seen is null ? Ending.Failed : Ending.Good) with
        {
            Key = own.Key,
            Path = own.Home + own.Key,
            Seen = seen,
            Error = seen is null ? answer.Error ?? $"status {answer.Status}" : null,
        });
        return true;
    }

    private async Task<Ending> WriteAsync(
        Errand errand, OperationKind kind, CrowdUser user, OwnKey own, string? value, HttpRequestMessage request)
    {
        Operation As(Answer answer) =>
            errand.Ended(kind, user, answer, answer.AsWrite) with { Key = own.Key, Path = own.Home + own.Key, Value = value };
        recorder.Announce(As(exchange.NotYet));
        var answer = await exchange.SendAsync(user, request, errand.At);
        var ending = answer.AsWrite;
        recorder.Add(As(answer));
        return ending;
    }

    private void PutBack(CrowdUser user, OwnKey own, Ending ending, Action acknowledged)
    {
        if (ending == Ending.Acknowledged)
            acknowledged();
        else if (ending == Ending.Refused)
            shelf(user).Refused(own);
        else
            shelf(user).Lost(own);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, KeyedWrite write) =>
        new(method, address) { Content = JsonContent.Create(write, CrowdJson.Default.KeyedWrite) };

    internal static string? ValueIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("body").GetString()?.Split(' ', 2)[0];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
