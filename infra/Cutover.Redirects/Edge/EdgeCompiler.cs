using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cutover.Redirects;

/// <summary>Makes a script for the edge of a site: tables of its rules, and a fixed part that works from them as the model does.</summary>
public static class EdgeCompiler
{
    private const string Prologue = "// Made by ./cutover redirects compile from the old host's configuration. Changes belong there.\n";

    /// <summary>Compiles.</summary>
    /// <exception cref="EdgeRefusedException">The site has what no script can answer, or the plan is too small for it.</exception>
    public static EdgeScript Compile(Site site, EdgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(options);
        var omissions = EdgeOmissions.Of(site, options);
        var inTheWay = omissions.Where(omission => omission.MayChangeAnswers).ToList();
        if (inTheWay.Count > 0 && !options.AllowOmissions)
        {
            throw new EdgeRefusedException(string.Join('\n', inTheWay.Select(line => $"{line.At}: {line.Directive}: {line.Reason}.")));
        }

        var module = Module(site, options);
        var bytes = Encoding.UTF8.GetBytes(module);
        var script = new EdgeScript(
            module, bytes.Length, Compressed(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)), EdgeRoutes.Of(site, options),
                omissions);
        return options.Plan.Refusal(script, options.RequestsPerDay) is { } refusal ? throw new EdgeRefusedException(refusal) : script;
    }

    private static string Module(Site site, EdgeOptions options)
    {
        // Escaped for a string literal of JavaScript's, which JSON.parse reads faster than the engine reads an object.
        var relaxed = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var tables = new EdgeTables(site, options).Write().ToJsonString(relaxed);
        var text = new StringBuilder(Prologue);
        text.Append("const T = JSON.parse(").Append(JsonSerializer.Serialize(tables, relaxed)).Append(");\n");
        foreach (var part in (string[])["1-text", "2-patterns", "3-settings", "4-rewrite", "5-phases", "6-hooks", "7-answer"])
        {
            text.Append(Part(part));
        }

        return text.ToString();
    }

    private static string Part(string name)
    {
        using var stream = typeof(EdgeCompiler).Assembly.GetManifestResourceStream($"{name}.js")
            ?? throw new InvalidOperationException($"The script's part {name}.js is missing from this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static int Compressed(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return (int)into.Length;
    }
}
