namespace Pulumi.Testing;

/// <summary>What the program is told about its run.</summary>
public class TestOptions
{
    /// <summary>"project" when null.</summary>
    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>"stack" when null.</summary>
    public string? StackName { get; set; }

    /// <summary>True when null: what no mock returns is then unknown.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>"organization" when null.</summary>
    public string? OrganizationName { get; set; }
}
