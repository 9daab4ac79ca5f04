using System.Text;
using CliWrap;

namespace Cutover.Effects;

/// <summary>SHA-256 of files, computed on the host that has them.</summary>
internal static class FileHashes
{
    /// <summary>The hash of each path that can be read; one that vanished or may not be read is absent.</summary>
    public static async Task<Dictionary<string, string>> ComputeAsync(
        DirectoryAddress directory, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0)
            return [];

        // Paths travel as base64, because they may hold any byte; -z keeps sha256sum from escaping them.
        const string Script = """cd -- "$1" && base64 -d | xargs -0 -r -n 512 sha256sum -bz --""";
        var names = Encoding.Latin1.GetBytes(string.Concat(paths.Select(path => $"./{path}\0")));
        using var output = new MemoryStream();
        var errand = new Errand(directory.Host, ["sh", "-c", Script, "hash", DirectoryTree.Checked(directory)])
        {
            Input = Convert.ToBase64String(names),
            Output = PipeTarget.ToStream(output),
        };
        await Leash.RunAsync(errand, cancellation);
        return Parse(output.GetBuffer().AsSpan(0, (int)output.Length), paths.Count);
    }

    /// <summary>Records of 64 hexadecimal digits, a space, an asterisk, ./ and the path.</summary>
    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> text, int count)
    {
        const int Digits = 64;
        const int Before = Digits + 4;
        var hashes = new Dictionary<string, string>(count, StringComparer.Ordinal);
        while (text.IndexOf((byte)0) is var end and > Before)
        {
            hashes[Encoding.Latin1.GetString(text[Before..end])] = Encoding.Latin1.GetString(text[..Digits]);
            text = text[(end + 1)..];
        }

        return hashes;
    }
}
