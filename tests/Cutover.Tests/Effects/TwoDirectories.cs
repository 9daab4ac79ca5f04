using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>An old side with twenty drafts, and an empty new one.</summary>
[SupportedOSPlatform("linux")]
public abstract class TwoDirectories : IDisposable
{
    protected TwoDirectories()
    {
        for (var i = 0; i < 20; i++)
            Folder.Write($"old/id/draft-{i}.txt", $"the text of draft {i}");
        Folder.Write("old/.sentinel", "here");
        Directory.CreateDirectory(Folder["new"]);
        Old = Scene.Place("old", Address("old"));
        New = Scene.Place("new", Address("new"));
    }

    private protected TestFolder Folder { get; } = new();

    private protected Scene Scene { get; } = new();

    protected Place<DirectoryAddress> Old { get; }

    protected Place<DirectoryAddress> New { get; }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected DirectoryAddress Address(string side) => new()
    {
        Host = new HostAddress { LockDirectory = Folder["locks"] },
        Path = Folder[side],
        Manifests = Folder["manifests"],
        Floor = new FileFloor { Files = 10, Bytes = 100, Sentinel = ".sentinel" },
    };
}
