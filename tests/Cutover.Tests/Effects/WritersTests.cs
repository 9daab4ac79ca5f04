using System.IO.MemoryMappedFiles;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class WritersTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();
    private readonly string _file;
    private readonly NoWriters _check;

    public WritersTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root sees every process.");
        _file = _folder.Write("a/id/draft.txt", "a draft");
        var address = new DirectoryAddress { Path = _folder["a"] };
        _check = Files.NoWriters(_scene.Place("a", address));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_open_for_writing_is_found_with_its_process()
    {
        await using var writer = new FileStream(_file, FileMode.Open, FileAccess.ReadWrite);

        var finding = await _scene.ProbeAsync(_check);

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains($"process {Environment.ProcessId} on {_file}", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_open_for_reading_and_one_beside_the_directory_are_not_writers()
    {
        await using var reader = new FileStream(_file, FileMode.Open, FileAccess.Read);
        await using var beside = new FileStream(_folder["a-beside"], FileMode.Create, FileAccess.Write);

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(_check)).Verdict);
    }

    [Fact]
    public async Task A_file_mapped_so_that_it_can_be_written_is_found_though_it_was_closed()
    {
        var file = new FileStream(_file, FileMode.Open, FileAccess.ReadWrite);
        using var map = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        using var view = map.CreateViewAccessor();
        await file.DisposeAsync();

        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(_check)).Verdict);
    }
}
