using System.Text.Json.Nodes;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A small lab for the tests of the archive's checks; parts of it are broken on purpose by their own settings.</summary>
public sealed class ArchiveLab : IAsyncLifetime
{
    private const int Offset = 3600;

    private readonly RehearsalLab _lab = new(
        new LabOptions(LabSize.Small, Offset, Path.Combine(Path.GetTempPath(), $"cutover-archive-{Offset}")),
        line => TestContext.Current.SendDiagnosticMessage(line));

    public LabEstate Estate => _lab.Estate;

    public async ValueTask InitializeAsync() => await _lab.UpAsync();

    public async ValueTask DisposeAsync()
    {
        await _lab.DownAsync();
        Directory.Delete(Estate.Directory, recursive: true);
    }

    public Task ServiceAsync(string name, string action) => SmallLab.ServiceAsync(Estate, name, action);

    /// <summary>Switches a setting of one stand-in and starts it again.</summary>
    public async Task SetAsync(string service, string setting, JsonNode value)
    {
        var file = Path.Combine(Estate.Directory, "stand-ins", $"{service}.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        settings[setting] = value;
        await File.WriteAllTextAsync(file, settings.ToJsonString());
        await ServiceAsync(service, "stop");
        Assert.Equal(0, await SmallLab.ServiceAsync(Estate, service, "start"));
    }
}
