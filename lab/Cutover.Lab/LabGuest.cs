namespace Cutover.Lab;

/// <summary>
/// A program of somebody else's that lives in the lab: started as the lab's user, stopped and swept with everything else.
/// </summary>
/// <param name="estate">The lab, which is up.</param>
/// <param name="name">The name by which <c>bin/service</c> knows it.</param>
public sealed class LabGuest(LabEstate estate, string name)
{
    /// <summary>The directory that the guest may write to.</summary>
    public string Data => Path.Combine(estate.Directory, "guests-data", name);

    private string Program => Path.Combine(estate.Directory, "guests", name);

    /// <summary>Copies a .NET program into the lab, where the lab's user can read it, and starts it.</summary>
    /// <param name="built">The directory that the build put it in.</param>
    /// <param name="dll">The file to run, in that directory.</param>
    /// <param name="arguments">Its arguments; no secrets.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LabException">It is not there, or it ended at once.</exception>
    public async Task StartAsync(string built, string dll, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(built, dll)))
            throw new LabException($"{dll} is not in {built}, where the build puts it: build the solution again.");

        Directory.CreateDirectory(Program);
        foreach (var file in Directory.EnumerateFiles(built))
            File.Copy(file, Path.Combine(Program, Path.GetFileName(file)), overwrite: true);

        var user = await LabUser.EnsureAsync(cancellation);
        await user.GiveAsync([Data], cancellation);
        var dotnet = await LabDotnet.EnsureAsync(estate, user, cancellation);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_ROOT"] = Path.GetDirectoryName(dotnet)!,
            ["DOTNET_EnableDiagnostics"] = "0",
        };
        var unit = new Unit(name, [dotnet, Path.Combine(Program, dll), .. arguments]) { Environment = environment };
        await File.WriteAllTextAsync(Path.Combine(estate.Directory, "services", name), unit.ToShell(), cancellation);
        await new ServiceControl(estate).StartAsync(name, cancellation);
    }

    /// <summary>Whether it runs.</summary>
    public Task<bool> IsRunningAsync(CancellationToken cancellation) => new ServiceControl(estate).IsRunningAsync(name, cancellation);

    /// <summary>Stops it; what it has to finish it finishes within 5 s.</summary>
    public Task StopAsync(CancellationToken cancellation) => new ServiceControl(estate).StopAsync(name, cancellation);
}
