namespace Cutover.Redirects;

/// <summary>Watches where the question mark that splits off the query comes from: the first, or with QSL the last.</summary>
internal sealed class QuestionTracker(RewriteRule? rule)
{
    private bool settled;

    internal bool Unsafe { get; private set; }

    internal void Literal(ReadOnlySpan<char> text) => See(text, isUnsafe: false);

    internal void Expanded(string text) => See(text, isUnsafe: true);

    private void See(ReadOnlySpan<char> text, bool isUnsafe)
    {
        if (settled || !text.Contains('?'))
        {
            return;
        }

        Unsafe = isUnsafe;
        settled = rule?.Has(RewriteFlag.QueryLast) != true;
    }
}
