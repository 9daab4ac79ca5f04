namespace Cutover.Effects;

/// <summary>Functions in a schema named door, security definer, made by a server's owner who gives nobody superuser.</summary>
internal sealed class OwnersDoor() : FunctionDoor("door", "", "$1")
{
    public override string Name => "functions in schema door";

    /// <summary>Only a superuser can own a publication of all tables, so the door takes down what it made.</summary>
    public override async Task DropPublicationAsync(Session database, string publication)
    {
        if (await database.IsAsync("select not pg_has_role(pubowner, 'USAGE') from pg_publication where pubname = $1", publication))
            await database.RunAsync("select door.drop_publication($1)", publication);
        else
            await base.DropPublicationAsync(database, publication);
    }
}
