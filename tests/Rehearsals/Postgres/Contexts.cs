using System.Collections.Immutable;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

/// <summary>For tests that call one effect by itself.</summary>
internal static class Contexts
{
    public static (
        (Place<DatabaseAddress> At, StepContext Context) Old, (Place<DatabaseAddress> At, StepContext Context) New) For(DatabasePair pair)
    {
        var (old, next) = (new Place<DatabaseAddress>("old"), new Place<DatabaseAddress>("new"));
        var estate = new Estate("test", "test", ImmutableSortedDictionary<string, object>.Empty.Add("old", pair.Old).Add("new", pair.New));
        var step = new RunbookBuilder("alone", 1.Hours()).Prepare("alone", Postgres.CanReplicate(old));
        var context = new StepContext(new StepRun("alone", pair.Name, 1, 1), step, estate, TimeProvider.System, _ => null, _ => { });
        return ((old, context), (next, context));
    }
}
