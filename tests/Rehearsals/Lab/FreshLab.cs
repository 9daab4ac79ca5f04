using System.Text.Json.Nodes;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A lab that is up while its tests run, and is gone with its directory afterwards.</summary>
/// <param name="options">Which; the small one that most tests share when not said.</param>
public abstract class FreshLab(LabOptions? options = null) : IAsyncLifetime
{
    private readonly RehearsalLab _lab = new(options ?? SmallLab.Options, line => TestContext.Current.SendDiagnosticMessage(line));

    public LabEstate Estate => _lab.Estate;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await _lab.UpAsync(cancellation: Stop);

    public virtual async ValueTask DisposeAsync()
    {
        await _lab.SweepAsync(CancellationToken.None);
        Directory.Delete(Estate.Directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal Task<int> ServiceAsync(string name, string action) => SmallLab.ServiceAsync(Estate, name, action);

    /// <summary>Changes a service's settings, and starts it again.</summary>
    internal async Task TellAsync(string service, string settings, Action<JsonNode> change)
    {
        var told = JsonNode.Parse(await File.ReadAllTextAsync(settings, Stop))!;
        change(told);
        await File.WriteAllTextAsync(settings, told.ToJsonString(), Stop);
        Assert.Equal(0, await ServiceAsync(service, "stop"));
        Assert.Equal(0, await ServiceAsync(service, "start"));
    }

    /// <summary>Switches one setting of a stand-in.</summary>
    internal Task SetAsync(string service, string setting, JsonNode value) =>
        TellAsync(service, Path.Combine(Estate.Directory, "stand-ins", $"{service}.json"), settings => settings[setting] = value);
}
