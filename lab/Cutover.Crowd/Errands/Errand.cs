namespace Cutover.Crowd;

/// <summary>One entry of the timetable at its time.</summary>
/// <param name="Service">Where.</param>
/// <param name="Operation">What.</param>
/// <param name="At">When it was intended, in microseconds since the crowd began.</param>
/// <param name="Draw">A number of chance, not negative: decides the user.</param>
/// <param name="Choice">Another: decides the key or the path.</param>
/// <param name="WarmUp">Done before the timetable begins.</param>
public sealed record Errand(ServiceConfig Service, OperationConfig Operation, long At, int Draw, int Choice, bool WarmUp)
{
    /// <summary>One of the configured paths.</summary>
    public string Path => Operation.Paths[Choice % Operation.Paths.Count];

    /// <summary>An address at the service, by name.</summary>
    /// <param name="path">Begins with a slash.</param>
    public Uri Address(string path) => new($"http://{Service.Host}:{Service.Port}{path}");

    /// <summary>The record of an answer to this errand.</summary>
    public Operation Ended(OperationKind kind, CrowdUser user, Answer answer, Ending ending) =>
        new(Service.Name, kind, user.Number, At, answer.Sent, answer.Done, ending)
        {
            Status = answer.Status,
            Missing = answer.Missing,
            Error = answer.Error,
            By = answer.By,
            WarmUp = WarmUp,
        };
}
