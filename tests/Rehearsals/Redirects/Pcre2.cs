using System.Runtime.InteropServices;
using System.Text;

namespace Rehearsals;

/// <summary>The PCRE2 library that httpd itself uses, called with httpd's options.</summary>
internal static partial class Pcre2
{
    private const uint Caseless = 0x00000008;
    private const uint DollarEndOnly = 0x00000010;
    private const uint DotAll = 0x00000020;
    private const uint DupNames = 0x00000040;

    internal static bool Present => NativeLibrary.TryLoad("libpcre2-8.so.0", out _);

    /// <summary>The message PCRE2 refuses the pattern with, or null and the spans of the first match in each subject.</summary>
    internal static string? Run(string pattern, bool caseless, IReadOnlyList<string> subjects, out List<long[]?> matches)
    {
        matches = [];
        var bytes = Encoding.Latin1.GetBytes(pattern);
        var options = DollarEndOnly | DotAll | DupNames | (caseless ? Caseless : 0);
        var code = Compile(bytes, (nuint)bytes.Length, options, out var error, out _, 0);
        if (code == 0)
        {
            var text = new byte[256];
            var length = Message(error, text, (nuint)text.Length);
            return Encoding.Latin1.GetString(text, 0, Math.Max(0, length));
        }

        var data = NewMatch(code, 0);
        foreach (var subject in subjects)
        {
            var line = Encoding.Latin1.GetBytes(subject);
            var count = Match(code, line, (nuint)line.Length, 0, 0, data, 0);
            if (count < -1)
            {
                throw new InvalidOperationException($"pcre2_match gave {count} for '{pattern}' on '{subject}'");
            }

            matches.Add(count < 0 ? null : Spans(data, count));
        }

        FreeMatch(data);
        FreeCode(code);
        return null;
    }

    private static long[] Spans(nint data, int count)
    {
        var spans = new long[count * 2];
        Marshal.Copy(Vector(data), spans, 0, spans.Length);
        return spans;
    }

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_compile_8")]
    private static partial nint Compile(byte[] pattern, nuint length, uint options, out int error, out nuint offset, nint context);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_get_error_message_8")]
    private static partial int Message(int error, byte[] buffer, nuint size);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_match_data_create_from_pattern_8")]
    private static partial nint NewMatch(nint code, nint context);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_match_8")]
    private static partial int Match(nint code, byte[] subject, nuint length, nuint start, uint options, nint data, nint context);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_get_ovector_pointer_8")]
    private static partial nint Vector(nint data);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_match_data_free_8")]
    private static partial void FreeMatch(nint data);

    [LibraryImport("libpcre2-8.so.0", EntryPoint = "pcre2_code_free_8")]
    private static partial void FreeCode(nint code);
}
