using System.Text;
using System.Text.RegularExpressions;
using Cutover.Disk;
using YamlDotNet.Core;
using YamlDotNet.Serialization.NamingConventions;
using YamlDotNet.Serialization;

namespace Cutover.Sites;

/// <summary>Reads <see cref="SiteSettings"/> from a YAML file, and says everything that is wrong with it at once.</summary>
public static partial class SiteSettingsFile
{
    /// <summary>Paths in the file are relative to it.</summary>
    /// <exception cref="SiteException">The file is missing, is not YAML, lacks something or holds something unknown.</exception>
    public static SiteSettings Read(string path)
    {
        var raw = Parse(path);
        var problems = new List<string>();
        string Need(string? value, string key, string example)
        {
            if (string.IsNullOrWhiteSpace(value))
                problems.Add($"{path} lacks '{key}', for instance '{key}: {example}'.");
            return value?.Trim() ?? "";
        }

        Uri Address(string? value, string key, string example) =>
            Uri.TryCreate(Need(value, key, example), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query == ""
                ? uri : Wrong(problems, value, $"{path}: '{key}' is '{value}', and must be a URL such as {example}.");

        var home = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var settings = new SiteSettings
        {
            Name = Need(raw.Name, "name", "static"),
            Directory = Path.Combine(home, Need(raw.Directory, "directory", "./public")),
            Bucket = Need(raw.Bucket, "bucket", "cutover-staging-static"),
            Endpoint = Address(raw.Endpoint, "endpoint", "https://ACCOUNT.r2.cloudflarestorage.com"),
            Credentials = Path.Combine(home, Need(raw.Credentials, "credentials", "./r2.ini")),
            Url = Address(raw.Url, "url", "https://static.example.org"),
            ConnectTo = raw.ConnectTo,
            Floor = new SiteFloor
            {
                Files = raw.Floor?.Files ?? 0, Bytes = raw.Floor?.Bytes ?? 0, Sentinel = raw.Floor?.Sentinel ?? "",
            },
            NotFound = raw.NotFound ?? "404.html",
            CacheControl = raw.CacheControl,
            Types = new Dictionary<string, string>(raw.Types ?? [], StringComparer.OrdinalIgnoreCase),
            Keep = raw.Keep ?? false,
            Parallel = raw.Parallel ?? 16,
        };
        Judge(settings, path, problems);
        return problems.Count == 0 ? settings : throw new SiteException(problems);
    }

    private static void Judge(SiteSettings settings, string path, List<string> problems)
    {
        if (settings.Floor is { Files: < 1 } or { Bytes: < 1 } or { Sentinel: "" })
            problems.Add($"{path} has no 'floor': give it the 'files' and 'bytes' the directory must at least hold and a 'sentinel' file.");
        if (settings.Bucket.Length > 0 && !BucketName().IsMatch(settings.Bucket))
            problems.Add($"{path}: '{settings.Bucket}' is no bucket name: 3 to 63 of a-z, 0-9 and -.");
        if (settings.Parallel is < 1 or > 64)
            problems.Add($"{path}: 'parallel' is {settings.Parallel}, and must be 1 to 64.");
        foreach (var (extension, type) in settings.Types)
        {
            if (!extension.StartsWith('.') || !MediaType().IsMatch(type))
            {
                problems.Add($"{path}: 'types' has '{extension}: {type}', and needs an extension and a media type, such as "
                    + "'.gmi: text/gemini'.");
            }
        }
    }

    private static Raw Parse(string path)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(PlainFile.Read(path));
            if (text.Contains('\0', StringComparison.Ordinal))
                throw new SiteException($"{path} is no text: it holds a byte 0. A site's settings are YAML.");
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking()
                .Build().Deserialize<Raw?>(text) ?? new Raw();
        }
        catch (YamlException wrong)
        {
            throw new SiteException(
                $"{path}:{wrong.Start.Line} cannot be read: {(wrong.InnerException ?? wrong).Message.ReplaceLineEndings(" ")}");
        }
        catch (DecoderFallbackException wrong)
        {
            throw new SiteException($"{path} is no text: the byte at {wrong.Index} is no UTF-8. A site's settings are YAML.");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"The site's settings {missing.Message}");
        }
    }

    private static Uri Wrong(List<string> problems, string? value, string problem)
    {
        if (!string.IsNullOrWhiteSpace(value))
            problems.Add(problem);
        return new Uri("https://unset.invalid");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z0-9.+-]+/[a-z0-9.+-]+(; ?[a-z-]+=[A-Za-z0-9._-]+)?$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaType();

    private sealed class Raw
    {
        public string? Name { get; set; }

        public string? Directory { get; set; }

        public string? Bucket { get; set; }

        public string? Endpoint { get; set; }

        public string? Credentials { get; set; }

        public string? Url { get; set; }

        public string? ConnectTo { get; set; }

        public string? NotFound { get; set; }

        public string? CacheControl { get; set; }

        public bool? Keep { get; set; }

        public int? Parallel { get; set; }

        public RawFloor? Floor { get; set; }

        public Dictionary<string, string>? Types { get; set; }
    }

    private sealed class RawFloor
    {
        public int Files { get; set; }

        public long Bytes { get; set; }

        public string? Sentinel { get; set; }
    }
}
