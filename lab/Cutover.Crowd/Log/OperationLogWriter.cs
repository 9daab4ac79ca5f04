using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace Cutover.Crowd;

/// <summary>
/// Appends operations to a file of JSON lines. They reach the operating system within <see cref="Interval"/>, so a crowd killed outright
/// loses no more than that; its reader sees that the end is missing. What could break a promise is said before it is asked for.
/// </summary>
public sealed class OperationLogWriter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private static JsonTypeInfo<LogLine> Json => CrowdJson.Default.LogLine;

    private readonly Channel<LogLine> _lines = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private readonly Task _writing;
    private long _operations;

    /// <summary>Begins a log.</summary>
    /// <exception cref="OperationLogException">The file is there already, or cannot be made.</exception>
    public OperationLogWriter(string path, LogHeader header)
    {
        try
        {
            _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(new LogLine { Header = header }, Json), (byte)'\n']);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationLogException($"The log of operations {path} cannot be begun: {e.Message}");
        }

        _writing = WriteAsync();
    }

    /// <summary>Ends in an error when the log can no longer be written: a crowd without a log must not go on.</summary>
    public Task Writing => _writing;

    /// <summary>Adds an operation; from any thread.</summary>
    public void Add(Operation operation)
    {
        Interlocked.Increment(ref _operations);
        _lines.Writer.TryWrite(new LogLine { Operation = operation });
    }

    /// <summary>
    /// Says that a write on a key which may already be promised is about to be sent, and returns when the operating system has it: what a
    /// killed crowd had under way may have changed the key.
    /// </summary>
    /// <exception cref="IOException">The log can no longer be written.</exception>
    public void Announce(Operation write) =>
        Write([.. JsonSerializer.SerializeToUtf8Bytes(new LogLine { Asked = write }, Json), (byte)'\n']);

    /// <summary>Adds the last line.</summary>
    public void End(long from, long at, string why) =>
        _lines.Writer.TryWrite(new LogLine { End = new LogEnd(from, at, Interlocked.Read(ref _operations), why) });

    /// <summary>Writes out what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _writing;
        }
        finally
        {
            await _file.DisposeAsync();
        }
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
            _file.Write(lines);
    }

    private async Task WriteAsync()
    {
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer);
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out var line))
            {
                JsonSerializer.Serialize(json, line, Json);
                await json.FlushAsync();
                json.Reset();
                buffer.WriteByte((byte)'\n');
            }

            Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            buffer.SetLength(0);

            // One write for all that comes meanwhile; at the end there is nothing to wait for.
            await Task.WhenAny(Task.Delay(Interval), _lines.Reader.Completion);
        }
    }
}
