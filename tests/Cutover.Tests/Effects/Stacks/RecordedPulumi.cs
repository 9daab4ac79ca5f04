using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>
/// A program in the CLI's place that prints what the CLI prints, in the shapes of pulumi/pulumi's apitype and display packages, and
/// writes down what it was asked. Config is kept in a file, so that what was set is there afterwards.
/// </summary>
internal sealed class RecordedPulumi : IDisposable
{
    /// <summary>As much of it as matters here: the origin of www.</summary>
    public const string ConfigFile = "stacks/config/Pulumi.traffic-production.yaml";

    private readonly TestFolder _folder = new();

    public RecordedPulumi()
    {
        _folder.Write("pulumi", """
            #!/bin/sh
            cd "${0%/*}" || exit 9
            file=$PWD/stacks/config/Pulumi.traffic-production.yaml
            while [ $# -gt 0 ]; do
              case $1 in
                --cwd|--stack|--color) shift 2 ;;
                --non-interactive) shift ;;
                *) break ;;
              esac
            done
            echo "$*" >>asked
            [ -f "$1.fails" ] && { cat "$1.fails" >&2; exit 255; }
            case $* in *--config-file*) file=${*#*--config-file }; file=${file%% *} ;; esac
            case "$1 $2" in
              "config set") eval "value=\${$#}"; case $* in *ietf:origin.www*) printf '%s' "$value" >"$file" ;; esac ;;
              "config --json") sed "s/ORIGIN/$(cat "$file")/g" config.json ;;
              "stack export") sed "s/MODE/$(cat mode)/g" export.json ;;
              "preview --config-file") sed -e "s/ORIGIN/$(cat "$file")/g" -e "s/MODE/$(cat mode)/g" preview.json ;;
              "up --yes")
                [ "$PULUMI_DEBUG_COMMANDS" = true ] || { echo "unknown flag: --event-log" >&2; exit 255; }
                cat events.jsonl; cp "$file" mode ;;
              "refresh --yes") cp settled.json export.json ;;
            esac
            """);
        _folder.Write(ConfigFile, "old");
        _folder.Write("mode", "old");
        _folder.Write("config.json", """
            {"ietf:maintenance":{"value":"false","secret":false},
             "ietf:origin":{"value":"{\"www\":\"ORIGIN\"}","objectValue":{"www":"ORIGIN"},"secret":false},
             "ietf:testerToken":{"secret":true},"cloudflare:apiToken":{"secret":true}}
            """);
        var export = Export("");
        _folder.Write("export.json", export);
        _folder.Write("settled.json", export);
        _folder.Write("preview.json", Preview("""{"content":"export default {}","bindings":[{"name":"MODE","text":"ORIGIN"}]}"""));
        _folder.Write("events.jsonl", string.Join('\n',
            "Updating (traffic-production):",
            """{"sequence":0,"timestamp":1718870400,"preludeEvent":{"config":{"ietf:maintenance":"false"}}}""",
            Event("resourcePreEvent", "update", "www-worker"),
            Event("resOutputsEvent", "update", "www-worker"),
            Event("resOutputsEvent", "same", "www-route"),
            """{"sequence":4,"summaryEvent":{"maybeCorrupt":false,"durationSeconds":3,"resourceChanges":{"same":13,"update":1}}}""",
            """{"sequence":5,"timestamp":1718870403,"cancelEvent":{}}""",
            ""));
    }

    public StackAddress Address => new()
    {
        Stack = "organization/ietf/traffic-production",
        Directory = _folder.Path,
        Pulumi = ["/bin/sh", _folder["pulumi"]],
        Host = new HostAddress { LockDirectory = _folder.Path },
    };

    public string[] Asked => File.ReadAllLines(_folder["asked"]);

    public string Mode => File.ReadAllText(_folder["mode"]);

    public string Origin => File.ReadAllText(_folder[ConfigFile]);

    public string Approvals => _folder["approved.json"];

    /// <summary>What is in the directory of the config.</summary>
    public string?[] ConfigFiles => [.. Directory.GetFiles(Path.GetDirectoryName(_folder[ConfigFile])!).Select(Path.GetFileName)];

    public void Write(string file, string text) => _folder.Write(file, text);

    public static string Export(string pending) => """
        {"version":3,"deployment":{"manifest":{"time":"2024-06-20T12:00:00Z"},"pending_operations":[PENDING],"resources":[
          {"urn":"urn:pulumi:traffic-production::ietf::pulumi:pulumi:Stack::ietf-traffic-production","custom":false,
           "type":"pulumi:pulumi:Stack","outputs":{"modes":{"www":"MODE","files":"old"}}}]}}
        """.Replace("PENDING", pending, StringComparison.Ordinal);

    /// <summary>A preview in which the Worker of www gets these inputs.</summary>
    public static string Preview(string inputs) => """
        {"steps":[
          {"op":"same","urn":"urn:pulumi:traffic-production::ietf::pulumi:pulumi:Stack::ietf-traffic-production",
           "newState":{"type":"pulumi:pulumi:Stack"}},
          {"op":"update","urn":"urn:pulumi:traffic-production::ietf::cutover:cloudflare:Worker$TYPE::www-worker",
           "oldState":{"type":"TYPE","inputs":{"content":"export default {}","bindings":[{"name":"MODE","text":"MODE"}]}},
           "newState":{"type":"TYPE","inputs":INPUTS},
           "diffReasons":["bindings"],"detailedDiff":{"bindings[0].text":{"kind":"update","inputDiff":true}}}],
         "duration":1000000000,"changeSummary":{"same":13,"update":1}}
        """.Replace("INPUTS", inputs, StringComparison.Ordinal)
        .Replace("TYPE", "cloudflare:index/workersScript:WorkersScript", StringComparison.Ordinal)
        .Replace("\"name\":\"MODE\"", "\"name\":\"Mode\"", StringComparison.Ordinal);

    private static string Event(string kind, string operation, string name) =>
        """{"sequence":1,"KIND":{"metadata":{"op":"OP","urn":"urn:pulumi:s::ietf::t::NAME","detailedDiff":null,"provider":""}}}"""
            .Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("OP", operation, StringComparison.Ordinal)
            .Replace("NAME", name, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
