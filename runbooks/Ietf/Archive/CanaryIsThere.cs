using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>A proof that a canary which came in at one side can be read and found at another.</summary>
/// <param name="Site">Where it must be.</param>
/// <param name="Imported">The step that brought it in.</param>
internal sealed record CanaryIsThere(Place<SiteAddress> Site, Step<CanarySeen> Imported) : IProbe<CanarySeen>
{
    public string Verb => $"read and find the canary at {Site}";

    public async ValueTask<Finding<CanarySeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var canary = context.Read(Imported);
        using var archive = new ArchiveApi(context, Site);
        var seen = await Canary.LookAsync(archive, canary.Path, canary.Word, cancellation);
        return Canary.Fault(seen, $"{Site}") is { } fault
            ? Finding.NotDone(seen, fault)
            : Finding.Done(seen, $"{Site} shows the canary and finds it");
    }
}
