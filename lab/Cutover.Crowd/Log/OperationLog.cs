using System.Text;
using System.Text.Json;

namespace Cutover.Crowd;

/// <summary>A log of operations, read back.</summary>
/// <param name="Header">Its first line.</param>
/// <param name="Operations">The operations in the order in which they ended.</param>
/// <param name="End">Its last line; none where the crowd did not go home in order.</param>
public sealed record OperationLog(LogHeader Header, IReadOnlyList<Operation> Operations, LogEnd? End)
{
    /// <summary>Writes about to be sent of which nothing more is known, because the crowd was killed: they may be there.</summary>
    public IReadOnlyCollection<Operation> UnderWay { get; init; } = [];

    /// <summary>Reads a log. A torn last line, as a kill leaves it, is left out.</summary>
    /// <exception cref="OperationLogException">It is missing, or damaged elsewhere than at its end.</exception>
    public static OperationLog Read(string path)
    {
        byte[] bytes;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            bytes = copy.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationLogException($"The log of operations {path} cannot be read: {e.Message}");
        }

        LogHeader? header = null;
        LogEnd? end = null;
        var operations = new List<Operation>();
        var underWay = new List<Operation>();
        var number = 0;
        for (var from = 0; from < bytes.Length;)
        {
            var length = Array.IndexOf(bytes, (byte)'\n', from) - from;
            if (length < 0)
                break;
            number++;
            var line = Parse(path, number, bytes.AsSpan(from, length));
            header ??= line.Header;
            end ??= line.End;
            if (line.Asked is { } asked)
                underWay.Add(asked);
            if (line.Operation is { } operation)
            {
                operations.Add(operation);
                if (underWay.FindIndex(operation.IsSameWrite) is var ended and >= 0)
                    underWay.RemoveAt(ended);
            }

            from += length + 1;
        }

        if (header is null)
            throw new OperationLogException($"The log of operations {path} has no header: no crowd has begun to write it.");
        if (end is not null && end.Operations != operations.Count)
            throw new OperationLogException($"The log {path} holds {operations.Count} operations, its end says {end.Operations}.");
        return new OperationLog(header, operations, end) { UnderWay = underWay };
    }

    private static LogLine Parse(string path, int number, ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, CrowdJson.Default.LogLine) is { } parsed)
                return parsed;
        }
        catch (JsonException)
        {
            // Said below, with the line.
        }

        var shown = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 60)]);
        throw new OperationLogException($"The log of operations {path} is damaged in line {number}: {shown}");
    }
}
