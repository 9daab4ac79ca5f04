namespace Cutover.Effects;

/// <summary>Servers that Aiven built, DigitalOcean's among them: the functions of the extension aiven_extras.</summary>
/// <remarks>https://github.com/aiven/aiven-extras</remarks>
internal sealed class AivenDoor() : FunctionDoor("aiven_extras", "pg_", "$1, 'insert,update,delete,truncate'")
{
    public override string Name => "aiven_extras";

    public override async Task<string?> WhyNotAsync(Session database) =>
        await database.IsAsync("exists (select from pg_extension where extname = 'aiven_extras')")
            ? await base.WhyNotAsync(database)
            : await database.IsAsync("exists (select from pg_available_extensions where name = 'aiven_extras')")
                ? "the extension aiven_extras is there and not created; say CREATE EXTENSION aiven_extras CASCADE"
                : "the server has no extension aiven_extras";
}
