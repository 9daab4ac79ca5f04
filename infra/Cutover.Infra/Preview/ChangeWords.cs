namespace Cutover.Infra;

/// <summary>Changes in words and signs.</summary>
internal static class ChangeWords
{
    private const int Widest = 72;

    private static readonly ChangeKind[] Order =
        [ChangeKind.Create, ChangeKind.Update, ChangeKind.MayReplace, ChangeKind.Replace, ChangeKind.Delete];

    public static string Sign(this ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "+",
        ChangeKind.Update => "~",
        ChangeKind.MayReplace => "~?",
        ChangeKind.Replace => "+-",
        _ => "-",
    };

    public static string Word(this ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "create",
        ChangeKind.Update => "update",
        ChangeKind.MayReplace => "update, may replace",
        ChangeKind.Replace => "replace",
        _ => "delete",
    };

    /// <summary>Such as "3 create, 1 update".</summary>
    public static string Counts(StackPlan stack)
    {
        var counts = Order.Select(kind => (kind, count: stack.Changes.Count(change => change.Kind == kind)))
            .Where(pair => pair.count > 0).ToList();
        return counts.Count == 0 ? "no change" : string.Join(", ", counts.Select(pair => $"{pair.count} {pair.kind.Word()}"));
    }

    /// <summary>A type as people say it: provider and name.</summary>
    public static string Type(string token) => $"{token.Split(':')[0]} {token[(token.LastIndexOf(':') + 1)..]}";

    /// <summary>A value that fits on a line.</summary>
    public static string Short(string? json) => json switch
    {
        null => "(none)",
        { Length: > Widest } => $"{json[..(Widest - 20)]}... ({json.Length} characters)",
        _ => json,
    };
}
