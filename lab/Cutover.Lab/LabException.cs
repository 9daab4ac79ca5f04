namespace Cutover.Lab;

/// <summary>The lab cannot do what was asked. The message is one sentence: what, where, seen, and how to mend it.</summary>
public sealed class LabException : Exception
{
    public LabException(string message) : base(message)
    {
    }

    public LabException(string message, Exception inner) : base(message, inner)
    {
    }
}
