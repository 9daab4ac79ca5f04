using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An output of a resource, before its value is there.</summary>
internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _data = new();
    private readonly Resource _resource;

    public OutputSource(Resource resource)
    {
        _resource = resource;
        Output = new Output<T>(_data.Task);
    }

    public Output<T> Output { get; }

    public object Untyped => Output;

    public void Set(T value) => _data.TrySetResult(new OutputData<T>([_resource], value, IsKnown: true, IsSecret: false));

    public void Set(object? value, bool isKnown) =>
        _data.TrySetResult(new OutputData<T>([_resource], (T)StateReader.Read(value, typeof(T))!, isKnown, IsSecret: false));

    public void Fail(Exception error) => _data.TrySetException(error);
}
