using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>What the picture of an environment shows, taken from its plans.</summary>
/// <param name="Environment">Whose estate.</param>
/// <param name="Groups">Boxes with what is in them, from the people to the machines.</param>
/// <param name="Arrows">Who asks whom.</param>
public sealed record EstatePicture(string Environment, ImmutableArray<PictureGroup> Groups, ImmutableArray<PictureArrow> Arrows)
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    public static EstatePicture Of(EstatePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var groups = new List<PictureGroup>
        {
            new("people", "People and programs", 0, [new("world", "the Internet")]),
            new("edge", "Cloudflare", 1, [.. Names(plan), .. Buckets(plan)]),
            new("old", "Old side", 2, [.. OldSide()]),
        };
        groups.AddRange(Providers(plan));
        groups.Add(new("ses", "SES", 3, [new("ses", "outbound"), new("bounces", "bounces and complaints, SQS")]));
        groups.Add(new("outside", "The world's mail", 4, [new("post", "other people's mail servers")]));
        groups.Add(new("mail", "Inbound mail", 4, [.. MailServers(plan)]));
        return new EstatePicture(plan.Environment, [.. groups.Where(group => group.Nodes.Length > 0)], [.. Flows(plan)]);
    }

    private static IEnumerable<PictureNode> Names(EstatePlan plan) =>
        from found in plan.Of(Record)
        where found.Stack.Kind == "traffic"
            || found.Resource.Text("name") == plan.Stacks.Single(stack => stack.Kind == "edge").Outputs["identityHost"]?.ToString()
        let host = found.Resource.Text("name")!
        let how = found.Resource.Text("proxied") == "true" ? "Worker" : "address only"
        orderby Rank(host)
        select new PictureNode($"name-{host}", $"{host} ({how})");

    // In the order of the services behind them, as the sides have it too.
    private static int Rank(string host) => Estate.Services.SelectMany(service => service.Labels).Concat(Estate.RedirectOnly)
        .TakeWhile(label => label.Label != host.Split('.')[0]).Count();

    private static IEnumerable<PictureNode> OldSide() =>
        Estate.Services.Select(service => new PictureNode($"old-{service.Name}", $"{service.Name}, old"));

    private static IEnumerable<PictureNode> Buckets(EstatePlan plan) =>
        from site in PublicNames.Sites(plan)
        select new PictureNode($"bucket-{site.Host}", $"{site.Host} (Worker, bucket {site.Bucket})");

    private static IEnumerable<PictureNode> MailServers(EstatePlan plan) =>
        from stack in plan.Stacks
        from server in (stack.Outputs["mailServers"] as JsonArray ?? []).Select(server => server!.ToString())
        select new PictureNode($"mx-{server}", $"{server}, inbound");

    private static IEnumerable<PictureGroup> Providers(EstatePlan plan)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["digitalocean"] = "DigitalOcean", ["azure"] = "Azure", ["identity"] = "Identity, on its own",
        };
        foreach (var stack in plan.Stacks.Where(stack => titles.ContainsKey(stack.Kind)))
            yield return new PictureGroup(stack.Kind, titles[stack.Kind], 2, [.. Machines(stack)]);
    }

    // Service by service; in each from the door inwards.
    private static IEnumerable<PictureNode> Machines(StackPlan stack) =>
        from resource in stack.Resources
        let node = Machine(resource)
        where node is not null
        let service = Estate.Names.TakeWhile(name => name != resource.Component).Count()
        orderby service, Array.IndexOf(Inwards, node.Id.Split('-')[0])
        select node;

    private static readonly string[] Inwards = ["lb", "host", "db", "disk"];

    private static PictureNode? Machine(PlannedResource resource) => resource.Type switch
    {
        "digitalocean:index/droplet:Droplet" => new($"host-{resource.Component}", $"{resource.Component}: droplet {resource.Text("size")}"),
        "azure-native:compute:VirtualMachine" => new(
            $"host-{resource.Component}", $"{resource.Component}: machine {resource.Inputs["hardwareProfile"]?["vmSize"]}"),
        "digitalocean:index/databaseCluster:DatabaseCluster" => new(
            $"db-{resource.Component}", $"{resource.Component}: PostgreSQL {resource.Text("version")}, {resource.Text("nodeCount")} nodes"),
        "azure-native:dbforpostgresql:Server" =>
            new($"db-{resource.Component}", $"{resource.Component}: PostgreSQL {resource.Text("version")}"),
        "digitalocean:index/loadBalancer:LoadBalancer" => new($"lb-{resource.Component}", $"{resource.Component}: load balancer"),
        "digitalocean:index/volume:Volume" => new($"disk-{resource.Component}", $"{resource.Component}: disk {resource.Text("size")} GB"),
        "azure-native:compute:Disk" => new($"disk-{resource.Component}", $"{resource.Component}: disk {resource.Text("diskSizeGB")} GB"),
        _ => null,
    };

    private static IEnumerable<PictureArrow> Flows(EstatePlan plan)
    {
        var modes = plan.Stacks.Single(stack => stack.Kind == "traffic").Outputs["modes"] as JsonObject ?? [];
        var zone = plan.Stacks.Single(stack => stack.Kind == "edge").Outputs["zone"]?.ToString() ?? "";
        foreach (var service in Estate.Services)
        {
            var mode = modes[service.Name]?.ToString() ?? "";
            foreach (var host in service.Labels.Select(label => $"name-{label.In(zone)}"))
            {
                yield return new("world", host, "", IsUsed: true);
                yield return new(host, $"old-{service.Name}", mode is "new" ? "" : mode, mode is not ("new" or "maintenance"));
                yield return new(host, Door(plan, service.Name), mode is "new" or "testers" ? mode : "", mode is "new" or "testers");
            }
        }

        foreach (var label in Estate.RedirectOnly)
            yield return new("world", $"name-{label.In(zone)}", "redirects", IsUsed: true);
        foreach (var site in PublicNames.Sites(plan))
            yield return new("world", $"bucket-{site.Host}", "", IsUsed: true);
        foreach (var arrow in Inside(plan).Concat(Mail(plan)))
            yield return arrow;
    }

    private static string Door(EstatePlan plan, string service) =>
        plan.Of("digitalocean:index/loadBalancer:LoadBalancer").Any(found => found.Resource.Component == service)
            ? $"lb-{service}"
            : $"host-{service}";

    private static IEnumerable<PictureArrow> Inside(EstatePlan plan)
    {
        foreach (var resource in plan.Stacks.SelectMany(stack => stack.Resources).Where(resource => Machine(resource) is not null))
        {
            var arrow = Machine(resource)!.Id.Split('-')[0] switch
            {
                "lb" => new PictureArrow($"lb-{resource.Component}", $"host-{resource.Component}", "", IsUsed: true),
                "db" => new PictureArrow($"host-{resource.Component}", $"db-{resource.Component}", "", IsUsed: true),
                "disk" => new PictureArrow($"host-{resource.Component}", $"disk-{resource.Component}", "", IsUsed: true),
                _ => null,
            };
            if (arrow is not null)
                yield return arrow;
        }
    }

    private static IEnumerable<PictureArrow> Mail(EstatePlan plan)
    {
        foreach (var service in Estate.Services.Where(service => service.Database is not null))
            yield return new($"host-{service.Name}", "ses", "587", IsUsed: true);
        yield return new("ses", "post", "DKIM, SPF", IsUsed: true);
        yield return new("ses", "bounces", "", IsUsed: true);
        foreach (var server in MailServers(plan))
            yield return new("post", server.Id, "MX, TLSA", IsUsed: true);
    }
}
