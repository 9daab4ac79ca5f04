namespace Cutover.Infra;

/// <summary>No secret in what a host is told at its first start, nor in text that is no secret for its provider.</summary>
public sealed class SecretsStayOut : IPolicy
{
    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "userData", "osProfile", "content", "description", "comment", "tags", "policy",
    };

    public string Name => "secrets-stay-out";

    public string Reason => "User data, records and policies can be read by every process on the host or by everybody who may list them.";

    public IEnumerable<PolicyFinding> Check(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return from stack in input.Plan.Stacks
               from resource in stack.Resources
               from property in resource.Inputs
               where Open.Contains(property.Key)
                   && property.Value?.ToJsonString().Contains(Unknowns.SecretWord, StringComparison.Ordinal) == true
               select new PolicyFinding(stack.Stack, resource.Key,
                   $"{resource.Name} has a secret in {property.Key}, which others can read: bring it with the deployment instead.");
    }
}
