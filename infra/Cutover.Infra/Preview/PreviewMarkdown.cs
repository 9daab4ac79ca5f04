using System.Text;

namespace Cutover.Infra;

/// <summary>A preview for a comment on a pull request.</summary>
public static class PreviewMarkdown
{
    /// <summary>What a comment may hold on GitHub is 65,536 characters; the rest is left to the job's log.</summary>
    private const int Longest = 60_000;

    public static string Of(IReadOnlyCollection<PreviewResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder("### Preview of the stacks, without credentials\n\n");
        text.Append("| stack | changes | resources | plan |\n|---|---|---|---|\n");
        foreach (var stack in results.SelectMany(result => result.Stacks))
            text.Append($"| {stack.Stack} | {ChangeWords.Counts(stack)} | {stack.Resources.Length} | `{stack.Hash[..16]}` |\n");
        text.Append('\n');
        foreach (var broken in results.SelectMany(result => result.Broken))
            text.Append(
                $"- **{broken.Policy}** in {broken.Finding.Stack}: {Escaped(broken.Finding.Sentence)} ({Escaped(broken.Reason)})\n");
        foreach (var result in results)
            text.Append($"- {result.Plan.Environment}: {PreviewText.Findings(result)}, stacks' hash `{result.Plan.Hash}`\n");
        text.Append("\nThis proves the program, its config, the policies and the change against the state that was given. "
            + "What the providers would say, and what changed outside Pulumi, only `pulumi preview` can tell.\n");
        foreach (var stack in results.SelectMany(result => result.Stacks).Where(stack => stack.Changes.Length > 0))
        {
            var details = Details(stack);
            if (text.Length + details.Length > Longest)
                return text.Append("\nMore than a comment can hold: the rest is in the job's log.\n").ToString();
            text.Append(details);
        }

        return text.ToString();
    }

    private static string Details(StackPlan stack)
    {
        var text = new StringBuilder($"\n<details><summary>{stack.Stack}</summary>\n\n```diff\n");
        foreach (var change in stack.Changes)
        {
            var sign = change.Kind switch { ChangeKind.Create => "+", ChangeKind.Delete => "-", _ => "!" };
            text.Append($"{sign} {ChangeWords.Type(change.Type)} {change.Name} ({change.Kind.Word()})\n");
            foreach (var property in change.Kind == ChangeKind.Create ? [] : change.Properties)
                text.Append($"    {property.Path}: {Fenced(property.Before)} -> {Fenced(property.After)}\n");
        }

        return text.Append("```\n\n</details>\n").ToString();
    }

    // A value cannot end the fence that it stands in.
    private static string Fenced(string? json) => ChangeWords.Short(json).Replace("```", "'''", StringComparison.Ordinal);

    private static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
