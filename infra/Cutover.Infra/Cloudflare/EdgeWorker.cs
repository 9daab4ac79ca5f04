using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>The one Worker of a host and its route: maintenance, dark-open and redirects. Its bindings are what flips traffic.</summary>
public sealed class EdgeWorker : Part
{
    public EdgeWorker(string name, EdgeWorkerArgs args, ComponentResourceOptions? options = null)
        : base("cutover:cloudflare:Worker", name, args.Environment, options)
    {
        var script = new Cf.WorkersScript(Named("worker"), new Cf.WorkersScriptArgs
        {
            AccountId = args.Account,
            ScriptName = Provided("worker"),
            MainModule = "worker.js",
            Content = WorkerText.Compose(args.Redirects),
            CompatibilityDate = "2026-01-01",
            Observability = new Cf.Inputs.WorkersScriptObservabilityArgs { Enabled = true },
            Bindings = Bindings(args),
        }, Under());
        _ = new Cf.WorkersRoute(Named("route"), new Cf.WorkersRouteArgs
        {
            ZoneId = args.ZoneId,
            Pattern = $"{args.Host}/*",
            Script = script.ScriptName,
        }, Under());
        RegisterOutputs();
    }

    private static InputList<Cf.Inputs.WorkersScriptBindingArgs> Bindings(EdgeWorkerArgs args)
    {
        var bindings = new InputList<Cf.Inputs.WorkersScriptBindingArgs>
        {
            Text("MODE", args.Mode),
            Text("HOST", args.Host),
            Text("ORIGIN_OLD", args.Origins.Old),
            Text("ORIGIN_READ_ONLY", args.Origins.ReadOnly),
            Text("ORIGIN_NEW", args.Origins.New),
            Text("RETRY_AFTER", $"{args.RetryAfter}"),
            Text("STATUS_PAGE", args.StatusPage),
        };
        if (args.TesterToken is { } token)
            bindings.Add(new Cf.Inputs.WorkersScriptBindingArgs { Type = "secret_text", Name = "TESTER_TOKEN", Text = token });
        if (args.Bucket is { } bucket)
            bindings.Add(new Cf.Inputs.WorkersScriptBindingArgs { Type = "r2_bucket", Name = "BUCKET", BucketName = bucket });
        return bindings;
    }

    private static Cf.Inputs.WorkersScriptBindingArgs Text(string name, string value) =>
        new() { Type = "plain_text", Name = name, Text = value };
}
