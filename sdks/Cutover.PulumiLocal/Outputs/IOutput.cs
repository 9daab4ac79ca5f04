namespace Pulumi;

/// <summary>An output whose type is not known at compile time: what serialisation and joins work with.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> UntypedAsync();
}
