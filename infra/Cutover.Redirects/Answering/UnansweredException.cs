namespace Cutover.Redirects;

/// <summary>The model cannot say what httpd would answer. The message says why; it is never a guess.</summary>
public sealed class UnansweredException(string reason) : Exception($"No answer can be given: {reason}.")
{
    /// <summary>What stands in the way.</summary>
    public string Reason { get; } = reason;
}
