namespace Cutover.Redirects;

/// <summary>A directive that httpd obeys and the model does not.</summary>
/// <param name="At">Its file and line.</param>
/// <param name="Directive">The directive as written.</param>
/// <param name="MayChangeAnswers">Whether it can change a status or a Location, rather than only what is served or logged.</param>
/// <param name="Reason">What is left out.</param>
public sealed record Omission(SourceLine At, string Directive, bool MayChangeAnswers, string Reason);
