using Cutover.Engine;

namespace Cutover.Tests;

public sealed class MemoryJournalTests : JournalContract
{
    protected override IJournal Open() => new MemoryJournal();
}
