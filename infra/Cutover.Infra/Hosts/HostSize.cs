namespace Cutover.Infra;

/// <summary>How large a host is, in words that every provider has a size for.</summary>
public enum HostSize
{
    /// <summary>2 processors, 4 GB.</summary>
    Small,

    /// <summary>4 processors, 8 GB on DigitalOcean and 16 GB on Azure.</summary>
    Medium,

    /// <summary>8 processors, 16 GB on DigitalOcean and 32 GB on Azure.</summary>
    Large,
}
