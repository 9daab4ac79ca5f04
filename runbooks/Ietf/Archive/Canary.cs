using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;

namespace Ietf;

/// <summary>A message that is known before it is sent: by the run and the step, so that sending it again is the same message.</summary>
internal sealed record Canary(string List, string MessageId, string Word)
{
    public static Canary Of(StepRun run, string list)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.IdempotencyKey)))[..20];
        return new Canary(list, $"{mark}@canary.cutover.invalid", $"canary{mark}");
    }

    /// <summary>The address is SHA-1 over Message-ID and list, in URL-safe base64: mlarchive/archive/models.py.</summary>
    public string Path
    {
        get
        {
            var sum = CryptographicOperations.HashData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(MessageId + List));
            return $"/arch/msg/{List}/{Convert.ToBase64String(sum).TrimEnd('=').Replace('+', '-').Replace('/', '_')}/";
        }
    }

    /// <summary>The message, of at least so many bytes.</summary>
    public string Text(DateTimeOffset now, int bytes)
    {
        var text = new StringBuilder(
            $"From: canary@cutover.invalid\r\nTo: {List}@cutover.invalid\r\nMessage-ID: <{MessageId}>\r\nSubject: {Word}\r\n"
                + $"Date: {now.ToUniversalTime():ddd, dd MMM yyyy HH:mm:ss} +0000\r\n\r\nA test of the archive: {Word}\r\n");
        while (text.Length < bytes)
            text.Append("This line makes the message long enough to meet the limits that a short one does not.\r\n");
        return text.ToString();
    }

    /// <summary>Looks for it as a reader would: by address and by search.</summary>
    public static async Task<CanarySeen> LookAsync(ArchiveApi archive, string path, string word, CancellationToken cancellation)
    {
        var (status, page) = await archive.PageAsync(path, cancellation);
        var (_, results) = await archive.PageAsync($"/arch/search/?q={word}", cancellation);
        return new CanarySeen(
            path, word, status == 200 && page.Contains(word, StringComparison.Ordinal), results.Contains(path, StringComparison.Ordinal));
    }

    /// <summary>What is wrong, for people; null where nothing is.</summary>
    public static string? Fault(CanarySeen seen, string where) => seen switch
    {
        { Readable: false } => $"{where} does not show the canary at {seen.Path}: taken is not stored",
        { Found: false } => $"{where} shows the canary at {seen.Path} and no search finds {seen.Word}: the index is behind",
        _ => null,
    };
}
