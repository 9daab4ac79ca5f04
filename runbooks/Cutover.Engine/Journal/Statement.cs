namespace Cutover.Engine;

/// <summary>SQL that SQLite and PostgreSQL both take, and the values of its $1, $2 and so on: text and whole numbers.</summary>
internal sealed record Statement(string Text, params object[] Values);
