using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>The journal that every machine shares keeps what SQLite's keeps.</summary>
[Collection(OnJournalServer.Name)]
public sealed class PostgresJournalTests(JournalServer server) : DurableJournalContract, IAsyncLifetime
{
    private JournalDatabase _at = null!;

    public async ValueTask InitializeAsync() => _at = await server.MakeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override string Name => _at.ToString();

    protected override IJournal Open() => PostgresJournal.Open(_at, TimeProvider.System);

    protected override Task<int> ChangeAsync(string sql) => server.RunAsync(_at.Database, sql);
}
