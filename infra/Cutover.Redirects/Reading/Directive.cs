namespace Cutover.Redirects;

/// <summary>One directive or section as written: name, the rest of the line, where, and what a section holds.</summary>
internal sealed class Directive(string name, string arguments, SourceLine at, Directive? parent)
{
    internal string Name { get; } = name;

    internal string Arguments { get; } = arguments;

    internal SourceLine At { get; } = at;

    internal Directive? Parent { get; } = parent;

    internal List<Directive> Children { get; } = [];

    internal bool Inside(params string[] sections)
    {
        for (var above = Parent; above is not null; above = above.Parent)
        {
            if (sections.Contains(above.Name, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    internal ConfigurationException Error(string reason, bool byApache = true) => new(At.File, At.Number, reason, byApache);
}
