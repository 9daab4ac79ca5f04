using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>A lab before its night, for tests that break a provider on purpose.</summary>
public sealed class LoginLab : IAsyncLifetime
{
    private readonly RehearsalLab _lab = SmallLab.New();

    public LabEstate Estate => _lab.Estate;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _lab.UpAsync(adopt: false, Stop);

    public async ValueTask DisposeAsync()
    {
        await _lab.SweepAsync();
        Directory.Delete(SmallLab.Place, recursive: true);
    }

    /// <summary>Changes what a provider is told, and starts it again.</summary>
    public async Task TellAsync(LabProvider provider, Action<JsonObject> change)
    {
        var file = Estate.SettingsOf(provider);
        var told = JsonNode.Parse(await File.ReadAllTextAsync(file, Stop))!.AsObject();
        change(told);
        await File.WriteAllTextAsync(file, told.ToJsonString(), Stop);
        Assert.Equal(0, await SmallLab.ServiceAsync(Estate, provider.Unit, "stop"));
        Assert.Equal(0, await SmallLab.ServiceAsync(Estate, provider.Unit, "start"));
    }
}
