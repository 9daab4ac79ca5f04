using System.Collections.Immutable;
using System.Text.Json;

namespace Cutover.Effects;

/// <summary>One line of <c>postqueue -j</c> (https://www.postfix.org/postqueue.1.html).</summary>
/// <param name="Queue">active, deferred, hold, incoming or maildrop.</param>
/// <param name="Id">The queue file's id.</param>
/// <param name="Sender">The envelope's sender.</param>
/// <param name="Recipients">Whoever it was not delivered to yet.</param>
internal sealed record QueuedMessage(string Queue, string Id, string Sender, ImmutableArray<QueuedRecipient> Recipients)
{
    public static QueuedMessage Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var id = Text(root, "queue_id");
        return id.Length > 0 && id.All(char.IsAsciiLetterOrDigit)
            ? new QueuedMessage(Text(root, "queue_name"), id, Text(root, "sender"),
                [.. root.GetProperty("recipients").EnumerateArray().Select(one =>
                    new QueuedRecipient(Text(one, "address"), Text(one, "delay_reason")))])
            : throw new JsonException($"'{id}' is no queue id.");
    }

    private static string Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
