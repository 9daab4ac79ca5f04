namespace Pulumi;

/// <summary>An output that a registration fills.</summary>
internal interface IOutputSource
{
    object Untyped { get; }

    void Set(object? value, bool isKnown);

    void Fail(Exception error);
}
