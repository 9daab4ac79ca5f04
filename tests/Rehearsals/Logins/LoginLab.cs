using System.Text.Json.Nodes;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A lab before its night, for tests that break a provider on purpose.</summary>
public sealed class LoginLab : FreshLab
{
    /// <summary>Changes what a provider is told, and starts it again.</summary>
    public Task TellAsync(LabProvider provider, Action<JsonObject> change) =>
        TellAsync(provider.Unit, Estate.SettingsOf(provider), told => change(told.AsObject()));
}
