using Cutover.Lab;

namespace Ietf;

/// <summary>What ran in the lab before the first night: a way back leaves nothing stopped and nothing started.</summary>
internal sealed class RunningBefore
{
    private readonly RehearsalLab _lab;
    private readonly string[] _names;

    private RunningBefore(RehearsalLab lab, string[] names) => (_lab, _names) = (lab, names);

    /// <summary>Looks, and writes it down; where a run goes on, that is read.</summary>
    public static async Task<RunningBefore> SeeAsync(RehearsalLab lab, string workDirectory, bool goesOn, CancellationToken cancellation)
    {
        var file = Path.Combine(workDirectory, "running.txt");
        if (!goesOn || !File.Exists(file))
        {
            Directory.CreateDirectory(workDirectory);
            await File.WriteAllLinesAsync(file, await lab.RunningAsync(cancellation), cancellation);
        }

        return new RunningBefore(lab, await File.ReadAllLinesAsync(file, cancellation));
    }

    /// <summary>A sentence for each service that does not run and did, or runs and did not.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken cancellation)
    {
        var now = await _lab.RunningAsync(cancellation);
        return
        [
            .. _names.Except(now, StringComparer.Ordinal).Select(name => $"{name} does not run, and did before the night"),
            .. now.Except(_names, StringComparer.Ordinal).Select(name => $"{name} runs, and did not before the night"),
        ];
    }
}
