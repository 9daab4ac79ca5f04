using Cutover.Stacks;

namespace Cutover.Lab;

/// <summary>
/// The edge's Worker of www in Cloudflare's own runtime: the very script that the traffic stack deploys. Before it stands what makes of a
/// URL what Cloudflare makes of it; behind it the new front. It only hears of requests that the edge's mode sends to the new side.
/// </summary>
internal sealed class WorkerConfiguration(LabEstate estate, string testerToken)
{
    /// <summary>The name that the old rules are for. The lab's edge answers it too.</summary>
    public const string OldName = "www.ietf.org";

    private const string Www = "www";

    /// <summary>Its files, by name; the first one is what workerd reads.</summary>
    public IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["edge.capnp"] = Configuration,
        ["normalise.js"] = SeedSql.Read("normalise.js"),
        ["www.js"] = HostWorkers.Text(Www),
    };

    public static string Home(LabEstate estate) => Path.Combine(estate.Directory, "edge", "worker");

    private string Configuration =>
        $$"""
        # Written by the lab at every start.
        using Workerd = import "/workerd/workerd.capnp";
        const config :Workerd.Config = (
          services = [
            (name = "entrance", worker = .entrance),
            (name = "www", worker = .www),
            (name = "new-front", external = (address = "{{estate.NewFront.Address}}", http = ())) ],
          sockets = [ (name = "http", address = "{{estate.EdgeWorker}}", service = "entrance",
            http = (forwardedProtoHeader = "X-Forwarded-Proto")) ] );
        const entrance :Workerd.Worker = ( compatibilityDate = "2026-01-01", globalOutbound = "new-front",
          modules = [ (name = "normalise.js", esModule = embed "normalise.js") ],
          bindings = [ (name = "WORKER", service = "www") ] );
        const www :Workerd.Worker = ( compatibilityDate = "2026-01-01", globalOutbound = "new-front",
          modules = [ (name = "worker.js", esModule = embed "www.js") ],
          bindings = [
            (name = "MODE", text = "new"), (name = "HOST", text = "{{estate.HostOf(Www)}}"), (name = "ORIGIN_NEW", text = "new-front"),
            (name = "TESTER_TOKEN", text = "{{testerToken}}"),
            (name = "RETRY_AFTER", text = "5"), (name = "STATUS_PAGE", text = "https://status.example.org") ] );

        """;
}
