namespace Cutover.Engine;

/// <summary>
/// Something in the estate that a runbook refers to by name: a database, a directory, a site. Its address is the estate's business.
/// </summary>
public abstract record Place(string Name)
{
    /// <summary>The type of address an estate must give for this place.</summary>
    public abstract Type AddressType { get; }

    public sealed override string ToString() => Name;
}

/// <inheritdoc/>
public sealed record Place<TAddress>(string Name) : Place(Name)
    where TAddress : notnull
{
    public override Type AddressType => typeof(TAddress);
}
