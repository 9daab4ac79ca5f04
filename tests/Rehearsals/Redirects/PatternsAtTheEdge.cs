using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>
/// Random patterns in workerd: what the script makes of them, JavaScript's own patterns and its own matcher alike, matches and captures as
/// the model's do, and those are held to PCRE2.
/// </summary>
public sealed class PatternsAtTheEdge(ITestOutputHelper output)
{
    private const int Patterns = 40_000;

    private const string Compare = """
        export function answer() {
          const wrong = [];
          for (const [pattern, tree, subjects, expected] of cases) {
            for (const form of [pattern, tree]) subjects.forEach((subject, n) => {
              const found = matched([form], subject);
              const seen = found === null ? null : Array.from({ length: 10 }, (_, g) => group(found, g));
              if (JSON.stringify(seen) !== JSON.stringify(expected[n])) wrong.push(JSON.stringify([form, subject, seen, expected[n]]));
            });
          }
          return new Response(wrong.length + " wrong\n" + wrong.slice(0, 20).join("\n"));
        }
        """;

    [Fact]
    public async Task A_pattern_matches_and_captures_at_the_edge_as_in_the_model()
    {
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("CUTOVER_SEED") ?? "20260620", CultureInfo.InvariantCulture));
        var (cases, plain) = (new JsonArray(), 0);
        for (var i = 0; i < Patterns; i++)
        {
            var (pattern, caseless, subjects) = PatternsAsPcre.Next(random);
            if (Read(pattern, caseless) is not { } pcre)
            {
                continue;
            }

            var written = JsPattern.Write(pcre.Tree);
            plain += written is JsonValue ? 1 : 0;
            var expected = subjects.Select(subject => pcre.Match(subject) is { } captures
                ? new JsonArray([.. Enumerable.Range(0, 10).Select(group => (JsonNode)captures[group])])
                : null);
            cases.Add((JsonNode)new JsonArray(written, JsPattern.Tree(pcre.Tree), new JsonArray([.. subjects.Select(s => (JsonNode)s)]),
                new JsonArray([.. expected])));
        }

        var relaxed = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var text = JsonSerializer.Serialize(cases.ToJsonString(relaxed), relaxed);
        var module = $"{EdgeCompiler.Part("1-text")}{EdgeCompiler.Part("2-patterns")}const cases = JSON.parse({text});\n{Compare}";
        var root = HttpdServer.NewRoot();
        await using var server = await EdgeServer.Start(root, module, HttpdServer.AnyPort(18));
        using var client = new HttpClient();
        var said = await client.GetStringAsync(
            new Uri($"http://{HttpdServer.Address}:{server.Port}/"), TestContext.Current.CancellationToken);
        output.WriteLine(
            $"{cases.Count} patterns, {plain} of them JavaScript's own, {cases.Count - plain} for the script's matcher: {said}");
        Assert.StartsWith("0 wrong", said, StringComparison.Ordinal);
        Assert.True(plain > 5_000 && cases.Count - plain > 500, "too few of one kind to prove anything");
        Directory.Delete(root, recursive: true);
    }

    private static Pcre? Read(string pattern, bool caseless)
    {
        try
        {
            return new Pcre(pattern, caseless);
        }
        catch (PcreException)
        {
            return null;
        }
    }
}
