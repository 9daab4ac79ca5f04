namespace Cutover.Crowd;

/// <summary>How an operation ended for its user. Lateness is another matter: any answer can also be late.</summary>
public enum Ending
{
    /// <summary>A read that was answered as it should be.</summary>
    Good,

    /// <summary>A read that was not answered, or not as it should be.</summary>
    Failed,

    /// <summary>A write with a 2xx answer: a promise.</summary>
    Acknowledged,

    /// <summary>A write with a definite no, or one that was never sent: it did not happen.</summary>
    Refused,

    /// <summary>A write without an answer, or with one that does not tell (500, 502, 504): it may be there, at most once.</summary>
    Unknown,
}
