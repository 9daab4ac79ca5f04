using System.Globalization;
using System.Text;

namespace Cutover.Effects;

/// <summary>Fields that each end with a NUL, read from the first to the last.</summary>
internal ref struct NulFields(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public ReadOnlySpan<byte> Next()
    {
        var end = _rest.IndexOf((byte)0);
        var field = _rest[..end];
        _rest = _rest[(end + 1)..];
        return field;
    }

    /// <summary>A path, which may hold any byte but NUL: each byte becomes one character.</summary>
    public string NextText() => Encoding.Latin1.GetString(Next());

    public long NextNumber() => long.Parse(Next(), CultureInfo.InvariantCulture);

    public ulong NextUnsigned() => ulong.Parse(Next(), CultureInfo.InvariantCulture);
}
