using System.Globalization;

namespace Cutover.Redirects;

/// <summary>
/// Writes a parsed pattern for .NET. Every set is spelt out, so no culture, no case table and no Unicode class takes part.
/// </summary>
internal sealed class DotNetPattern : PatternText
{
    private const string Word = @"[0-9A-Z_a-z]";

    private DotNetPattern()
    {
    }

    internal static string Write(PcreNode node) => new DotNetPattern().Of(node);

    protected override string Where(PcreNode.Where where) => where switch
    {
        PcreNode.Where.Start => @"\A",
        PcreNode.Where.End => @"\z",
        PcreNode.Where.EndOrLastNewline => @"(?=\n?\z)",
        PcreNode.Where.LineEnd => @"(?=\n|\z)",
        PcreNode.Where.LineStart => @"(?:\A|(?<=\n)(?!\z))",
        PcreNode.Where.WordEdge => $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))",
        _ => $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))",
    };

    protected override string Set(ByteSet set)
    {
        var runs = set.Runs().ToList();
        return set.Count switch
        {
            0 => "(?!)",
            1 => Byte(runs[0].First),
            _ => $"[{string.Concat(runs.Select(run => run.First == run.Last ? Byte(run.First) : $"{Byte(run.First)}-{Byte(run.Last)}"))}]",
        };
    }

    private static string Byte(char c) =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c:X2}");
}
