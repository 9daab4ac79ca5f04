using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Answers as a client sees them, so that those of a server and those of the model can be compared word for word.</summary>
internal static class Seen
{
    internal static string From(int status, string? location) => location is null ? $"{status}" : $"{status} {location}";

    internal static string From(Answer answer) => From(answer.Status ?? answer.Usual, answer.Location);
}
