namespace Cutover.Effects;

/// <summary>A database is not as an effect needs it; the message is one sentence with the mend.</summary>
public sealed class DatabaseException : Exception
{
    public DatabaseException(string message)
        : base(message)
    {
    }

    public DatabaseException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
