namespace Cutover.Tests;

/// <summary>
/// Texts that are committed beside the tests and read like documentation. CUTOVER_ACCEPT=1 writes them anew, for git diff to judge.
/// </summary>
internal static class Golden
{
    public static void Verify(string name, IEnumerable<string> lines)
    {
        var file = Repository.Path("tests", "Cutover.Tests", "Engine", "Golden", $"{name}.txt");
        var text = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("CUTOVER_ACCEPT") == "1")
            File.WriteAllText(file, text);

        Assert.True(File.Exists(file), $"{file} is missing; write it with CUTOVER_ACCEPT=1.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
