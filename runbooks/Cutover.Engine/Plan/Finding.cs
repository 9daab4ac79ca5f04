namespace Cutover.Engine;

/// <summary>What a probe saw.</summary>
/// <param name="Verdict">The conclusion.</param>
/// <param name="Value">
/// The value seen. It is written to the journal, so it holds no secret; before Do it is what undo needs,
/// at Done it is the step's output. Absent only where the verdict is Unknown.
/// </param>
/// <param name="Why">One sentence for people: what was seen, and what was expected where the two differ.</param>
public sealed record Finding<T>(Verdict Verdict, T? Value, string Why);

/// <summary>Makes findings.</summary>
public static class Finding
{
    /// <summary>It is so, and this is the value.</summary>
    public static Finding<T> Done<T>(T value, string why) => new(Verdict.Done, value, why);

    /// <summary>It is not so; <paramref name="value"/> is what is there instead.</summary>
    public static Finding<T> NotDone<T>(T value, string why) => new(Verdict.NotDone, value, why);

    /// <summary>It is partly so; <paramref name="value"/> says how far.</summary>
    public static Finding<T> HalfDone<T>(T value, string why) => new(Verdict.HalfDone, value, why);

    /// <summary>It cannot be told; <paramref name="why"/> says what stood in the way.</summary>
    public static Finding<T> Unknown<T>(string why) => new(Verdict.Unknown, default, why);
}
