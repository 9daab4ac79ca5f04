using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// On each side a door opens for subscriptions, every table can be published, sessions of others can be seen and ended, and roles can be
/// shut out. Managed servers give no superuser, and each has its own door.
/// </summary>
/// <param name="Old">One side.</param>
/// <param name="New">The other side.</param>
/// <param name="Writers">The roles that will be shut out.</param>
public sealed record HasRights(Place<DatabaseAddress> Old, Place<DatabaseAddress> New, IReadOnlyList<string> Writers) : IProbe<Rights>
{
    public string Verb => $"see what we may do in {Old} and {New}";

    public async ValueTask<Finding<Rights>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var reasons = new List<string>();
        var (oldDoor, oldPublishes) = await SideAsync(old, reasons);
        var (newDoor, newPublishes) = await SideAsync(next, reasons);
        var seen = new Rights(oldDoor?.Name, newDoor?.Name, oldPublishes, newPublishes);
        return reasons.Count == 0
            ? Finding.Done(seen, $"subscriptions are made in {old.At} as {oldDoor!.Name}, in {next.At} through {newDoor!.Name}")
            : Finding.NotDone(seen, string.Join(" ", reasons.Select(reason => reason.EndsWith('.') ? reason : $"{reason}.")));
    }

    private async Task<(IDoor? Door, bool Publishes)> SideAsync(Session side, List<string> reasons)
    {
        var (door, whyNot) = await Doors.ChooseAsync(side);
        if (door is null)
            reasons.Add(Doors.Closed(side.At, whyNot));

        var publish = await Publications.WhyNotAsync(side);
        if (publish is not null)
            reasons.Add($"Not every table of {side.At} can be published: {publish}");

        if (!await side.IsAsync("pg_has_role('pg_read_all_stats', 'USAGE') and pg_has_role('pg_signal_backend', 'USAGE')"))
            reasons.Add(
                $"{side.At.User} may not see and end sessions of others in {side.At}; say GRANT pg_monitor, pg_signal_backend TO "
                    + $"{side.At.User}");

        if (!await Catalog.IsSuperuserAsync(side) && !await MayAlterRolesAsync(side))
            reasons.Add(
                $"{side.At.User} may not take LOGIN from {string.Join(", ", Writers)} in {side.At}; give it CREATEROLE, and from "
                    + "PostgreSQL 16 those roles WITH ADMIN OPTION");

        return (door, publish is null);
    }

    private async Task<bool> MayAlterRolesAsync(Session side) =>
        await side.IsAsync("select rolcreaterole from pg_roles where rolname = current_user")
        && (side.Version < 16 || await side.IsAsync(
            "select bool_and(pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION')) from pg_roles r where r.rolname = "
                + "any($1)", (object)Writers.ToArray()));
}
