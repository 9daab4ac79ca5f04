using Pulumi;

namespace Cutover.Stacks;

/// <summary>What is wrong with a stack's config, in one sentence, which Pulumi shows without a stack trace.</summary>
public sealed class StackConfigException(string message) : RunException(message);
