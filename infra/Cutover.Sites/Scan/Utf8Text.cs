using System.Buffers;
using System.Text;

namespace Cutover.Sites;

/// <summary>Whether bytes that come in pieces are UTF-8 text: well formed, without a zero byte.</summary>
internal sealed class Utf8Text
{
    private readonly byte[] _rest = new byte[4];
    private int _left;
    private bool _broken;

    public bool IsText => !_broken && _left == 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_broken || bytes.Contains((byte)0))
        {
            _broken = true;
            return;
        }

        // A letter may have been cut in two by the last piece.
        while (_left > 0 && bytes.Length > 0)
        {
            _rest[_left++] = bytes[0];
            bytes = bytes[1..];
            var status = Rune.DecodeFromUtf8(_rest.AsSpan(0, _left), out _, out _);
            _left = status == OperationStatus.Done ? 0 : _left;
            _broken |= status == OperationStatus.InvalidData;
            if (status != OperationStatus.NeedMoreData)
                break;
        }

        var end = bytes.Length;
        for (var back = 1; !_broken && back <= Math.Min(3, bytes.Length); back++)
        {
            if (Rune.DecodeFromUtf8(bytes[^back..], out _, out _) == OperationStatus.NeedMoreData)
                end = bytes.Length - back;
        }

        _broken = _broken || !System.Text.Unicode.Utf8.IsValid(bytes[..end]);
        if (!_broken && end < bytes.Length)
        {
            bytes[end..].CopyTo(_rest);
            _left = bytes.Length - end;
        }
    }
}
