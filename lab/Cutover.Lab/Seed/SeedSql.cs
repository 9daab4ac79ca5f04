namespace Cutover.Lab;

/// <summary>The SQL that comes with the lab.</summary>
internal static class SeedSql
{
    /// <summary>The text of one file of this folder.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(SeedSql).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A hundredth of the full lab for the small one.</summary>
    public static string Scaled(string name, LabSize size) =>
        Read(name).Replace("$scale", size == LabSize.Full ? "100" : "1", StringComparison.Ordinal)
            .Replace("$lists", $"{new SeededMail(size, default).Lists.Count}", StringComparison.Ordinal);
}
