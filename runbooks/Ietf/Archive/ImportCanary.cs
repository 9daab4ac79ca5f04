using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Hands a message in and waits until it can be read and found: an archive says 201 also to what it does not keep. A long one meets the
/// limits that a short one does not.
/// </summary>
/// <param name="Site">The archive; its estate names the file with the import key.</param>
/// <param name="List">A list of its own for such messages.</param>
internal sealed record ImportCanary(Place<SiteAddress> Site, string List) : IEffect<CanarySeen>
{
    /// <summary>Its size.</summary>
    public int Bytes { get; init; } = 5 * 1024 * 1024;

    public string Verb => $"import a canary of {Bytes} bytes into {List} at {Site}, and read and find it";

    public async ValueTask<Finding<CanarySeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var canary = Canary.Of(context.Run, List);
        using var archive = new ArchiveApi(context, Site);
        var seen = await Canary.LookAsync(archive, canary.Path, canary.Word, cancellation);
        return Canary.Fault(seen, $"{Site}") is { } fault
            ? Finding.NotDone(seen, fault)
            : Finding.Done(seen, $"{Site} shows the canary and finds it");
    }

    public async ValueTask DoAsync(StepContext context, CanarySeen before, CancellationToken cancellation)
    {
        using var archive = new ArchiveApi(context, Site);
        await archive.ImportAsync(List, Canary.Of(context.Run, List).Text(context.Time.GetUtcNow(), Bytes), cancellation);
    }
}
