namespace Cutover.Engine;

/// <summary>What an author may say of a step while the plan is being written. Each returns the step, for the next word.</summary>
public static class StepSettings
{
    /// <summary>Begins only when these are Done.</summary>
    public static TStep After<TStep>(this TStep step, params Step[] needs)
        where TStep : Step
        => With(step, s => s.Need(needs));

    /// <summary>Must be Done this long after it began, waits and retries included.</summary>
    public static TStep Within<TStep>(this TStep step, TimeSpan deadline)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Deadline = deadline, DeadlineGiven = true }));

    /// <summary>One attempt may take this long.</summary>
    public static TStep Timeout<TStep>(this TStep step, TimeSpan attempt)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { AttemptTimeout = attempt }));

    /// <summary>A failed attempt is followed by up to this many more, with this pause before each.</summary>
    public static TStep Retry<TStep>(this TStep step, int times, TimeSpan pause)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Retries = times, RetryPause = pause }));

    /// <summary>While it waits, it looks at least this often.</summary>
    public static TStep Poll<TStep>(this TStep step, TimeSpan every)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Poll = every }));

    /// <summary>One look may take this long, also where the deadline is shorter: what is not so is still found out soon.</summary>
    public static TStep Looks<TStep>(this TStep step, TimeSpan atMost)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Look = atMost }));

    /// <summary>What it saw is a fact for this long; whoever leans on it later proves it again.</summary>
    public static TStep Expires<TStep>(this TStep step, TimeSpan after)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Expires = after }));

    /// <summary>How long the author expects it to take.</summary>
    public static TStep Expect<TStep>(this TStep step, TimeSpan duration)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Expected = duration }));

    /// <summary>Runs beside at most so many others that use the same thing.</summary>
    public static TStep Under<TStep>(this TStep step, params Limit[] limits)
        where TStep : Step
        => With(step, s => s.Change(terms => terms with { Limits = [.. terms.Limits.Union(limits)] }));

    /// <summary>Who answers for it.</summary>
    public static TStep OwnedBy<TStep>(this TStep step, Role owner)
        where TStep : Step
        => With(step, s => s.OwnBy(owner));

    /// <summary>When this is Done, these fences stay for good: the other side has opened.</summary>
    public static TStep Seals<TStep>(this TStep step, params Step[] fences)
        where TStep : Step
        => With(step, s => s.Seal(fences));

    /// <summary>Needs no way back, because what it leaves does no harm; the reason is shown when the run turns back.</summary>
    public static TStep Stays<TStep>(this TStep step, string reason)
        where TStep : Step
        => With(step, s => s.StayAfterTurningBack(reason));

    /// <summary>Once begun, turning back is no longer offered.</summary>
    public static TStep PointOfNoReturn<TStep>(this TStep step)
        where TStep : Step
        => With(step, s => s.EndReturn());

    /// <summary>On the way back: needed only if one of these was begun.</summary>
    public static TStep IfBegun<TStep>(this TStep step, params Step[] forward)
        where TStep : Step
        => With(step, s => s.Apply(forward));

    /// <summary>On the way back: Done before these are undone.</summary>
    public static TStep BeforeUndoOf<TStep>(this TStep step, params Step[] forward)
        where TStep : Step
        => With(step, s => s.Precede(forward));

    /// <summary>On the way back: begins after these are undone.</summary>
    public static TStep AfterUndoOf<TStep>(this TStep step, params Step[] forward)
        where TStep : Step
        => With(step, s => s.Follow(forward));

    private static TStep With<TStep>(TStep step, Action<Step> change)
        where TStep : Step
    {
        ArgumentNullException.ThrowIfNull(step);
        change(step);
        return step;
    }
}
