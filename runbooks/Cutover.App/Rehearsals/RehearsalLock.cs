namespace Cutover.App;

/// <summary>At most one rehearsal at a time uses a journal's directory; the lock dies with the process.</summary>
internal sealed class RehearsalLock : IDisposable
{
    private readonly FileStream _file;

    private RehearsalLock(FileStream file) => _file = file;

    /// <exception cref="CannotGoOnException">Another process rehearses there.</exception>
    public static RehearsalLock Take(string home)
    {
        var file = Path.Combine(home, "rehearsal.lock");
        try
        {
            Directory.CreateDirectory(home);
            return new RehearsalLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Cannot(ExitCode.Wrong, $"{failure.Message} Name a directory that can be written with --journal.", failure);
        }
        catch (IOException failure) when (File.Exists(file))
        {
            throw Cannot(
                ExitCode.Held,
                $"Another rehearsal runs in {Session.Shown(home)}; wait for it to end, or give this one its own directory with --journal.",
                failure);
        }
        catch (IOException failure)
        {
            var why = failure.Message.TrimEnd('.');
            throw Cannot(ExitCode.Wrong, $"The directory {home} cannot be made: {why}. Name another with --journal.", failure);
        }
    }

    private static CannotGoOnException Cannot(ExitCode code, string sentence, Exception failure) => new(code, sentence, failure);

    public void Dispose() => _file.Dispose();
}
