using System.Text;
using CliWrap;

namespace Cutover.Effects;

/// <summary>
/// Keeps the first and the last of a stream and counts what lies between, so that no command can fill the memory or the journal.
/// </summary>
internal sealed class BoundedText(int each = 32 * 1024)
{
    private readonly byte[] _first = new byte[each];
    private readonly Queue<byte[]> _last = new();
    private int _firstLength;
    private long _kept;
    private long _dropped;

    public PipeTarget Target => PipeTarget.Create(ReadAsync);

    public override string ToString()
    {
        var last = _last.SelectMany(part => part).ToArray();
        var cut = Math.Max(0, last.Length - each);
        var dropped = _dropped + cut;
        return Encoding.UTF8.GetString(_first.AsSpan(0, _firstLength))
            + (dropped > 0 ? $"\n[{dropped} bytes left out]\n" : "")
            + Encoding.UTF8.GetString(last.AsSpan(cut));
    }

    private async Task ReadAsync(Stream source, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
            Keep(buffer.AsSpan(0, count));
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var head = Math.Min(part.Length, each - _firstLength);
        part[..head].CopyTo(_first.AsSpan(_firstLength));
        _firstLength += head;
        if (head == part.Length)
            return;

        _last.Enqueue(part[head..].ToArray());
        _kept += part.Length - head;
        while (_kept - _last.Peek().Length >= each)
        {
            var gone = _last.Dequeue().Length;
            _kept -= gone;
            _dropped += gone;
        }
    }
}
