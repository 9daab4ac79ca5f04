using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Cutover.Lab;

/// <summary>
/// What the stacks plan, on the lab: a Worker's mode at the edge, records in Knot, and the origins, which must be those that the lab's edge
/// asks. What the lab has no part for stays in the state alone.
/// </summary>
public sealed class LabRealiser(LabEstate estate) : IRealiser
{
    private readonly LabModes _edge = new(estate.Edge);
    private readonly LabZone _zone = new(estate);

    public async Task RealiseAsync(StackPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var inputs in plan.Resources.Where(resource => resource.Type == PlannedWorker.Type).Select(resource => resource.Inputs))
        {
            if (PlannedWorker.SiteOf(estate, inputs) is { } site)
            {
                _edge.Set(site, PlannedWorker.Text(inputs, "MODE")
                    ?? throw new LabException($"The Worker of {site} is planned without a mode."));
            }
        }

        if (plan.Kind == "edge")
            RefuseOtherOrigins(plan);
        await _zone.RealiseAsync(plan, cancellation);
    }

    public async Task RefreshAsync(JsonObject state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var resource in state["deployment"]?["resources"] as JsonArray ?? [])
        {
            if (resource?["type"]?.ToString() == PlannedWorker.Type && resource["inputs"] is JsonObject inputs
                && PlannedWorker.SiteOf(estate, inputs) is { } site)
            {
                foreach (var values in (JsonObject?[])[inputs, resource["outputs"] as JsonObject])
                    PlannedWorker.Binding(values, "MODE")?["text"] = _edge.Of(site);
            }
        }

        await _zone.RefreshAsync(state, cancellation);
    }

    /// <summary>Every new host of the lab is one, and SES calls its keys by digits and letters.</summary>
    public string? Known(string meaning)
    {
        ArgumentNullException.ThrowIfNull(meaning);
        return meaning.EndsWith(".ipAddress", StringComparison.Ordinal) || meaning.EndsWith(".ip", StringComparison.Ordinal)
            ? estate.NewFront.Address.Host
            : meaning.EndsWith(']') ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)))[..32] : null;
    }

    // The edge of the lab asks fixed addresses, so a plan that sends it elsewhere would be a rehearsal of something else.
    private void RefuseOtherOrigins(StackPlan edge)
    {
        foreach (var site in estate.Sites)
        {
            foreach (var (side, host) in ((string, string)[])
                [("old", estate.OldFront.Address.Host), ("read-only", estate.OldFront.Address.Host), ("new", estate.NewFront.Address.Host)])
            {
                var name = $"{side}-{site}.{estate.Dns.Zone}";
                var planned = edge.Resources.FirstOrDefault(resource => resource.Text("name") == name)?.Text("content");
                if (planned != host)
                    throw new LabException($"{edge.Stack} plans {name} at {planned ?? "no address"}, and the lab's edge asks {host}.");
            }
        }
    }
}
