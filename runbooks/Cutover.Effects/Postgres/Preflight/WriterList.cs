namespace Cutover.Effects;

/// <param name="Unlisted">Roles that can enter and write, and that the plan neither fences nor exempts.</param>
public sealed record WriterList(IReadOnlyList<string> Unlisted);
