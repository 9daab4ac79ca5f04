using System.Text;

namespace Cutover.Infra;

/// <summary>A preview for people at a terminal.</summary>
public static class PreviewText
{
    public static string Of(IEnumerable<PreviewResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        foreach (var result in results)
        {
            foreach (var stack in result.Stacks)
                Stack(text, stack);
            foreach (var broken in result.Broken)
                text.Append($"! {broken.Policy}, {broken.Finding.Stack}: {broken.Finding.Sentence}\n    {broken.Reason}\n");
            foreach (var unset in result.Plan.Unset)
                text.Append($"  not set yet, needed by 'pulumi up': secret {unset}\n");
            text.Append($"{result.Plan.Environment}: {Findings(result)}, stacks' hash {result.Plan.Hash}\n\n");
        }

        return text.ToString();
    }

    internal static string Findings(PreviewResult result) => result.Broken.Length switch
    {
        0 => "no policy broken",
        1 => "1 policy finding",
        var many => $"{many} policy findings",
    };

    private static void Stack(StringBuilder text, StackPlan stack)
    {
        var against = stack.State is null ? "from nothing" : "against the last state";
        text.Append($"{stack.Stack}: {ChangeWords.Counts(stack)} {against}, {stack.Resources.Length} resources, plan {stack.Hash[..16]}\n");
        foreach (var change in stack.Changes)
        {
            var kept = change.IsProtected && change.Loses ? ", protected" : "";
            text.Append($"  {change.Kind.Sign(),-2} {ChangeWords.Type(change.Type)} {change.Name} ({change.Kind.Word()}{kept})\n");
            foreach (var property in change.Kind == ChangeKind.Create ? [] : change.Properties)
                text.Append($"       {property.Path}: {ChangeWords.Short(property.Before)} -> {ChangeWords.Short(property.After)}")
                    .Append(property.ForcesReplacement ? " (forces replacement)\n" : "\n");
        }
    }
}
