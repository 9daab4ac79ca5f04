using System.Collections.Immutable;
using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Where the services' requests go: the config of the traffic stack, and nothing else. Services that move together are turned by one up.
/// </summary>
internal sealed class TrafficMove(RunbookBuilder night, params ServicePlaces[] services)
{
    private const string TestersToken = "X-Cutover-Tester";

    // What the edge tells testers about themselves.
    private static readonly Expect FromTheNewSide = new Expect.Header("X-Cutover-Side", "new");

    /// <summary>What the traffic stack calls rsync and IMAP: their names lead to a host, and no edge stands before them.</summary>
    private static readonly string[] Direct = ["files"];

    private readonly string[] _names = [.. services.Select(service => service.Name)];

    /// <summary>The service that is frozen before the others.</summary>
    public required ServicePlaces First { get; init; }

    public Step<StackSeen>? Switched { get; private set; }

    /// <summary>
    /// Days ahead: the edge sends everything to the old side, and whoever still comes to the old front is passed to the edge. From here on
    /// there is one place that decides.
    /// </summary>
    public Step Prepare()
    {
        var approved = night.Prepare("traffic.approved", new PreviewsApproved(IetfPlaces.Traffic, Changes(), Flips.Allowed))
            .OwnedBy(IetfRoles.Operations);
        var edge = night.Prepare("traffic.old", Flip(_names, TrafficMode.Old)).After(approved)
            .Within(2.Minutes()).OwnedBy(IetfRoles.Operations);
        var serves = services.Select(service => night.Prepare(
            $"{service.Name}.through-edge", Http.Answers(service.Site, service.HomePath, Expect.StatusOf(200)))
            .After(edge).Within(1.Minutes()));
        return night.Prepare("traffic.old-front", Traffic.Set([IetfPlaces.OldFront], _names, TrafficMode.Edge, TrafficMode.Old))
            .After([.. serves]).Within(1.Minutes()).OwnedBy(IetfRoles.Operations);
    }

    /// <summary>The first service alone.</summary>
    public Step FreezeFirst(params Step[] after) =>
        night.Freeze(
            $"{First.Name}.read-only", Flip([First.Name], TrafficMode.ReadOnly))
            .After(after).Within(2.Minutes()).Expect(300.Milliseconds());

    /// <summary>
    /// Readers go to the old side's reader; everybody else is told when to come back. The names of rsync and IMAP lead to the new side from
    /// here on: IMAP runs on both, and rsync on neither.
    /// </summary>
    public Step Freeze(params Step[] after) =>
        night.Freeze("traffic.read-only", Flip(_names, TrafficMode.ReadOnly))
            .After(after).Within(2.Minutes()).Expect(300.Milliseconds());

    /// <summary>
    /// Dark-open: testers and owners are let in to the new side while everybody else goes on reading the old one. The owners say at its
    /// gate what they saw there.
    /// </summary>
    /// <param name="crossed">What must be there for them to see.</param>
    /// <param name="proved">What must be so besides, before everybody follows them.</param>
    /// <param name="owners">Who looks.</param>
    public Step DarkOpen(Step[] crossed, Step[] proved, params Role[] owners)
    {
        var testers = night.Prove("traffic.testers", Flip(_names, TrafficMode.Testers))
            .After(crossed).Within(2.Minutes()).Expect(300.Milliseconds());
        var seen = services.Select(service => night.Prove(
            $"{service.Name}.dark",
            Http.Answers(service.TestersSite, service.HomePath, Expect.StatusOf(200), FromTheNewSide) with
            {
                SecretHeaders = [TestersToken],
            })
            .After(testers).Within(1.Minutes()).Expect(50.Milliseconds()));
        return night.Gate(Phase.Prove, "dark-open", owners).After([.. seen, .. proved]).Within(20.Minutes());
    }

    /// <summary>Everything goes to the new side, also what still arrives at the old front.</summary>
    public Step Switch(params Step[] after) =>
        Switched = night.Switch("traffic.new", Flip(_names, TrafficMode.New))
            .After(after).Within(2.Minutes()).Expect(300.Milliseconds());

    /// <summary>What each flip sets, and what each way back does: with the first service read-only the others go back to old.</summary>
    private ImmutableArray<ImmutableSortedDictionary<string, string>> Changes()
    {
        ImmutableSortedDictionary<string, string> Set(IReadOnlyCollection<string> names, TrafficMode mode) => Flip(names, mode).Config;
        TrafficMode[] modes = [TrafficMode.Old, TrafficMode.ReadOnly, TrafficMode.Testers, TrafficMode.New];
        return
        [
            .. modes.Select(mode => Set(_names, mode)), Set([First.Name], TrafficMode.Old), Set([First.Name], TrafficMode.ReadOnly),
            Set(_names, TrafficMode.Old).SetItems(Set([First.Name], TrafficMode.ReadOnly)),
        ];
    }

    /// <summary>What no edge stands before goes along with everybody, and stays where it is while one service goes ahead.</summary>
    private StackUp Flip(IReadOnlyCollection<string> names, TrafficMode mode)
    {
        var flip = Flips.To(IetfPlaces.Traffic, names, mode, IetfPlaces.Edge);
        return names.Count < _names.Length ? flip : flip.Along(Direct, mode == TrafficMode.Old ? TrafficMode.Old : TrafficMode.New);
    }
}
