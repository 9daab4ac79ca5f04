namespace Cutover.Infra;

/// <summary>A host's Worker as one ES module, which is all that a script's content can be.</summary>
public static class WorkerText
{
    private const string Local = "function answer(";
    private const string Export = $"export {Local}";
    private const string None = "const redirects = { answer: () => null };\n";

    /// <summary>The Worker, with the host's redirects in it.</summary>
    /// <param name="redirects">
    /// A compiled ES module that exports <c>answer(request)</c>, synchronous, which gives a Response or null; it imports nothing.
    /// Null for a host without redirects.
    /// </param>
    /// <exception cref="FormatException">The module exports something else.</exception>
    public static string Compose(string? redirects) => $"{(redirects is null ? None : Wrapped(redirects))}\n{Worker()}";

    // Its names stay its own, and only `answer` is seen outside.
    private static string Wrapped(string module)
    {
        var exports = module.Split('\n').Count(line => line.StartsWith("export ", StringComparison.Ordinal));
        var imports = module.Split('\n').Any(line => line.StartsWith("import ", StringComparison.Ordinal));
        return exports == 1 && !imports && module.Contains(Export, StringComparison.Ordinal)
            ? $"const redirects = (() => {{\n{module.Replace(Export, Local, StringComparison.Ordinal)}\nreturn {{ answer }};\n}})();\n"
            : throw new FormatException(
                "A redirects module exports exactly one thing, 'export function answer(request)', and imports nothing.");
    }

    private static string Worker()
    {
        using var stream = typeof(WorkerText).Assembly.GetManifestResourceStream("worker.js")
            ?? throw new InvalidOperationException("This build has no worker.js in it; build Cutover.Infra again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
