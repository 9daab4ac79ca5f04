namespace Cutover.Effects;

/// <summary>Finds the door that opens.</summary>
internal static class Doors
{
    /// <summary>The first door that opens, in order of how little it needs from others; else why each does not.</summary>
    public static async Task<(IDoor? Door, string WhyNot)> ChooseAsync(Session database)
    {
        var facts = await DoorFacts.OfAsync(database);
        var reasons = new List<string>();
        foreach (var door in All())
        {
            if (door.WhyNot(facts) is not { } reason)
                return (door, "");

            reasons.Add(reason);
        }

        return (null, string.Join("; ", reasons));
    }

    /// <exception cref="DatabaseException">No door opens.</exception>
    public static async Task<IDoor> OpenAsync(Session database)
    {
        var (door, whyNot) = await ChooseAsync(database);
        return door ?? throw new DatabaseException(Closed(database.At, whyNot));
    }

    public static string Closed(DatabaseAddress at, string whyNot) =>
        $"{at.User} cannot make a subscription in {at}: {whyNot}. Ask the server's owner for one of these.";

    private static IEnumerable<IDoor> All() => [new SuperuserDoor(), new SubscriptionRoleDoor(), new AzureDoor(), .. FunctionDoor.All];
}
