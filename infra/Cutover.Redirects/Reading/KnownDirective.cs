namespace Cutover.Redirects;

/// <summary>A directive that httpd knows.</summary>
/// <param name="Name">Its name as httpd writes it; of a section, with the opening bracket.</param>
/// <param name="Module">The source file of its module, as IfModule names it.</param>
/// <param name="Where">A anywhere, O only outside directory sections, I only inside them.</param>
/// <param name="Htaccess">The AllowOverride classes that admit it to .htaccess files; * any, empty none.</param>
internal sealed record KnownDirective(string Name, string Module, char Where, string Htaccess)
{
    internal bool AllowedOutside => Where is 'A' or 'O';

    internal bool AllowedInside => Where is 'A' or 'I';

    internal bool AllowedBy(string overrides) => Htaccess == "*" ? overrides.Length > 0 : Htaccess.Any(overrides.Contains);
}
