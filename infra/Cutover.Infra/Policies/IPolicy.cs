namespace Cutover.Infra;

/// <summary>A rule that every plan of an environment keeps, checked in each preview and before each <c>up</c>.</summary>
public interface IPolicy
{
    /// <summary>Its name, as findings show it.</summary>
    string Name { get; }

    /// <summary>Why there is such a rule, in one sentence.</summary>
    string Reason { get; }

    /// <summary>Everything that breaks it.</summary>
    IEnumerable<PolicyFinding> Check(PolicyInput input);
}
