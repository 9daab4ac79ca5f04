using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Cutover.Lab;

/// <summary>The providers' part in a rehearsal: makes the lab be as a stack's plan says.</summary>
public interface IRealiser
{
    /// <summary>Makes it so; twice is once. The state is written afterwards.</summary>
    /// <exception cref="LabException">The lab cannot be as the plan says.</exception>
    Task RealiseAsync(StackPlan plan, CancellationToken cancellation);

    /// <summary>Writes into a state what is really there, as <c>pulumi refresh</c> does.</summary>
    /// <param name="state">In the form of <c>pulumi stack export</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    Task RefreshAsync(JsonObject state, CancellationToken cancellation);

    /// <summary>What a provider answers for resource.property, such as www-ip.ipAddress; null for something made up.</summary>
    string? Known(string meaning);
}
