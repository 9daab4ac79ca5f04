namespace Cutover.Effects;

/// <summary>Servers that Aiven built, DigitalOcean's among them: the functions of the extension aiven_extras.</summary>
/// <remarks>https://github.com/aiven/aiven-extras</remarks>
internal sealed class AivenDoor() : FunctionDoor("aiven_extras", "pg_", "$1, 'insert,update,delete,truncate'")
{
    public override string Name => "aiven_extras";

    public override string? WhyNot(DoorFacts facts) => base.WhyNot(facts) is not { } absent
        ? null
        : facts.OffersAiven ? $"{absent}; say CREATE EXTENSION aiven_extras CASCADE" : "the server has no extension aiven_extras";
}
