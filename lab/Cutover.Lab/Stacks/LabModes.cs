namespace Cutover.Lab;

/// <summary>The mode of each site at a front of the lab: the name of one empty file, renamed without an instant between.</summary>
internal sealed class LabModes(LabFront front)
{
    /// <summary>The mode that a site is in.</summary>
    /// <exception cref="LabException">There is no one mode.</exception>
    public string Of(string site)
    {
        // A listing may miss a file that is renamed meanwhile, so an empty one is looked at again.
        for (var tries = 0; tries < 3; tries++)
        {
            if (Directory.GetFiles(Home(site)) is [var only])
                return Path.GetFileName(only);
        }

        throw new LabException($"{Home(site)} must hold one file, whose name is the mode of {site}.");
    }

    /// <summary>Puts a site into a mode.</summary>
    public void Set(string site, string mode)
    {
        var now = Of(site);
        if (now != mode)
            File.Move(Path.Combine(Home(site), now), Path.Combine(Home(site), mode));
    }

    private string Home(string site) => Path.Combine(
        front.ModesDirectory ?? throw new LabException($"{front.Name} has no modes; the edge and the old front have."), site);
}
