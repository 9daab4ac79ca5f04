using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using static Cutover.Crowd.OperationKind;

namespace Cutover.Crowd;

/// <summary>Reads and writes a crowd's configuration.</summary>
public static class CrowdConfigFile
{
    // By reflection, once: compiled readers forget the defaults of properties that are set at construction only.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>Reads a configuration and checks all of it.</summary>
    /// <exception cref="CrowdConfigException">It is missing, is not JSON, or asks for what a crowd must not do.</exception>
    public static CrowdConfig Read(string path)
    {
        CrowdConfig? config;
        try
        {
            using var stream = File.OpenRead(path);
            config = JsonSerializer.Deserialize<CrowdConfig>(stream, Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CrowdConfigException($"The crowd's configuration {path} cannot be read: {e.Message}");
        }

        var broken = Broken(config ?? throw new CrowdConfigException($"The crowd's configuration {path} holds null.")).ToList();
        return broken.Count == 0
            ? config
            : throw new CrowdConfigException($"The crowd's configuration {path} is wrong: {string.Join("; ", broken)}.");
    }

    /// <summary>Writes a configuration that <see cref="Read"/> takes.</summary>
    public static void Write(string path, CrowdConfig config) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(config, Options));

    private static IEnumerable<string> Broken(CrowdConfig config)
    {
        if (!IsLoopback(config.Resolver))
            yield return $"resolver is {config.Resolver}, expected an address of 127.0.0.0/8 with a port";
        if (config.OverHoldingResolver is { } other && !IsLoopback(other))
            yield return $"overHoldingResolver is {other}, expected an address of 127.0.0.0/8 with a port";
        if (config.Users is < 1 or > 10_000)
            yield return $"users is {config.Users}, expected 1 to 10000";
        if (config.OverHoldingShare is not (>= 0 and <= 1))
            yield return $"overHoldingShare is {config.OverHoldingShare}, expected 0 to 1";
        if (config.OverHoldingTimes < 1)
            yield return $"overHoldingTimes is {config.OverHoldingTimes}, expected 1 or more";
        if (config.MaximumSeconds is < 1 or > 24 * 3600)
            yield return $"maximumSeconds is {config.MaximumSeconds}, expected 1 to 86400";
        if (config.ConnectionLifetimeMs < 0)
            yield return $"connectionLifetimeMs is {config.ConnectionLifetimeMs}, expected 0 or more";
        if (config.LateAfterMs < 1 || config.GiveUpAfterMs < config.LateAfterMs)
            yield return $"lateAfterMs is {config.LateAfterMs}, giveUpAfterMs {config.GiveUpAfterMs}, expected 1 or more and no less";
        if (config.Services.Count == 0)
            yield return "services is empty";
        foreach (var line in config.Services.SelectMany(Broken))
            yield return line;
    }

    /// <summary>Messages go to addresses, and mailboxes are named as their server names them.</summary>
    private static bool HasPaths(OperationKind kind) => !kind.IsMail() && kind != FolderRead;

    private static bool IsLoopback(string resolver) =>
        IPEndPoint.TryParse(resolver, out var at) && at is { Port: not 0, AddressFamily: AddressFamily.InterNetwork }
        && IPAddress.IsLoopback(at.Address);

    private static IEnumerable<string> Broken(ServiceConfig service)
    {
        if (Uri.CheckHostName(service.Host) != UriHostNameType.Dns)
            yield return $"{service.Name}: host is {service.Host}, expected a name for the resolver";
        if (service.Port is < 1 or > 65_535)
            yield return $"{service.Name}: port is {service.Port}";
        foreach (var operation in service.Operations)
        {
            if (operation.PerSecond is not (> 0 and <= 10_000))
                yield return $"{service.Name}: {operation.Kind} has the rate {operation.PerSecond}, expected more than 0 per second";
            if (operation.Paths.Count == 0 && (operation.Kind.IsPlainRead() || operation.Kind.IsMail()
                || operation.Kind is EventInsert or ArchiveImport or ArchiveDeliver or FolderRead))
                yield return $"{service.Name}: {operation.Kind} has no paths";
            if (operation.Kind.IsMail() && !operation.Paths.All(to => to.Contains('@', StringComparison.Ordinal)))
                yield return $"{service.Name}: {operation.Kind} has the paths {string.Join(", ", operation.Paths)}, expected addresses";
            if (operation.Kind == LinkRead && operation.Links.Count == 0)
                yield return $"{service.Name}: {operation.Kind} has no links";
            if (operation.Kind == FolderRead && (service.ImapUser is null || service.ImapPasswordFile is null))
                yield return $"{service.Name}: {operation.Kind} needs imapUser and imapPasswordFile";
            foreach (var path in operation.Paths.Where(path => HasPaths(operation.Kind) && !path.StartsWith('/')))
                yield return $"{service.Name}: {operation.Kind} has the path {path}, expected one that begins with /";
            if (operation.Kind == OperationKind.EmailPost && service.EmailKeyFile is null)
                yield return $"{service.Name}: {operation.Kind} needs emailKeyFile";
            if (operation.Kind == OperationKind.ArchiveImport && service.ArchiveKeyFile is null)
                yield return $"{service.Name}: {operation.Kind} needs archiveKeyFile";
            if (operation.Kind == OperationKind.ArchiveDeliver && service.Spool is null)
                yield return $"{service.Name}: {operation.Kind} needs spool";
        }
    }
}
