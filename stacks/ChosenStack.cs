using Pulumi;

namespace Cutover.Stacks;

/// <summary>Hands Pulumi the stack when it asks for one, which is inside its run.</summary>
internal sealed class ChosenStack(Func<Stack> create) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(Stack) ? create() : null;
}
