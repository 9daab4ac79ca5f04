namespace Cutover.Stacks;

/// <summary>Where a service can be placed.</summary>
public enum CloudProvider
{
    DigitalOcean,
    Azure,
}
