namespace Pulumi.Testing;

/// <summary>Answers in the providers' place.</summary>
public interface IMocks
{
    /// <summary>The id and state of a resource that the program registers or reads: custom and component ones, not the stack.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    Task<object> CallAsync(MockCallArgs args);

    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
