using System.Collections.Immutable;
using System.Text.Json;

namespace Cutover.Effects;

/// <summary>
/// The previews that people approved for a stack: for each change of config, such as <c>origin.www=new</c>, the hash of what an up would
/// make. A file that is kept with the program, so that who approved what is in its history.
/// </summary>
internal sealed class StackApprovals(string file)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <exception cref="EffectException">It is no file of approvals.</exception>
    public async Task<ImmutableSortedDictionary<string, string>> ReadAsync(CancellationToken cancellation)
    {
        var none = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (!File.Exists(file))
            return none;

        try
        {
            var text = await File.ReadAllTextAsync(file, cancellation);
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) is { } read ? none.AddRange(read) : none;
        }
        catch (JsonException broken)
        {
            throw new EffectException($"{file} is no file of approved previews ({broken.Message.TrimEnd('.')}): remove it, and approve "
                + "again with ./cutover approve.", broken);
        }
    }

    /// <summary>Adds these to what is there.</summary>
    public async Task AddAsync(IEnumerable<KeyValuePair<string, string>> approved, CancellationToken cancellation)
    {
        var all = (await ReadAsync(cancellation)).SetItems(approved);
        await File.WriteAllTextAsync($"{file}.new", JsonSerializer.Serialize(all, Layout) + "\n", cancellation);
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>A change of config as it is approved and as people read it.</summary>
    public static string Change(ImmutableSortedDictionary<string, string> config) =>
        string.Join(' ', config.Select(entry => $"{entry.Key}={entry.Value}"));
}
