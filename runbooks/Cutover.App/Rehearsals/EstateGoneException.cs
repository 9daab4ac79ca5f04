namespace Cutover.App;

/// <summary>The estate of an unfinished rehearsal is not there any more. The message says what became of it, as a sentence.</summary>
public sealed class EstateGoneException(string sentence) : Exception(sentence);
