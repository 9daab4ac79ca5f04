namespace Cutover.Engine;

/// <summary>The database that a journal's tables are in.</summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>By what people find it: a file, or a database and its server.</summary>
    string Name { get; }

    /// <summary>Makes the tables where they are missing; two may do so at once.</summary>
    ValueTask MakeAsync(CancellationToken cancellation);

    /// <summary>The rows of one statement, which is a transaction of its own. None where the tables are not made yet.</summary>
    ValueTask<List<object[]>> QueryAsync(Statement statement, CancellationToken cancellation);

    /// <summary>Executes all of them or none, in one transaction that is durable on return.</summary>
    /// <returns>How many rows the first one changed.</returns>
    ValueTask<int> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation);
}
