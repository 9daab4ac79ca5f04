using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The new server offers every extension that the old side uses.</summary>
public sealed record HasExtensions(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IProbe<MissingExtensions>
{
    public string Verb => $"see that {New} offers the extensions of {Old}";

    public async ValueTask<Finding<MissingExtensions>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var used = await old.NamesAsync("select extname from pg_extension order by 1");
        var offered = await next.NamesAsync("select name from pg_available_extensions");
        var missing = used.Except(offered, StringComparer.Ordinal).ToList();
        var seen = new MissingExtensions(missing);
        return missing.Count == 0
            ? Finding.Done(seen, $"the server of {next.At} offers all {used.Count} extensions of {old.At}")
            : Finding.NotDone(seen, $"the server of {next.At} does not offer {string.Join(", ", missing)}; have them installed there");
    }
}
