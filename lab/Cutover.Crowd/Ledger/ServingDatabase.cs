namespace Cutover.Crowd;

/// <summary>The database that a service runs on after the night.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">Its name.</param>
/// <param name="Username">A role that may read it.</param>
/// <param name="Passfile">The file with that role's password, in libpq's format.</param>
public sealed record ServingDatabase(string Service, string Host, int Port, string Database, string Username, string Passfile);
