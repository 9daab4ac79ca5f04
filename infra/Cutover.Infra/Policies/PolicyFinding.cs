namespace Cutover.Infra;

/// <summary>Something that breaks a policy.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Subject">The resource, as type::name, or the name that it is about.</param>
/// <param name="Sentence">What is wrong and how to mend it.</param>
public sealed record PolicyFinding(string Stack, string Subject, string Sentence);
