namespace Pulumi;

/// <summary>A mistake in the program that is shown as its message alone.</summary>
public class RunException : Exception
{
    public RunException(string message) : base(message)
    {
    }

    public RunException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
