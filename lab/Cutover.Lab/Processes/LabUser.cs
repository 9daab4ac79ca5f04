namespace Cutover.Lab;

/// <summary>Who the lab's processes run as: a system user of their own when root starts them, else whoever does.</summary>
internal sealed class LabUser
{
    private LabUser(uint id, bool isOther) => (Id, IsOther) = (id, isOther);

    public uint Id { get; }

    /// <summary>True when this program is root and the processes are not.</summary>
    public bool IsOther { get; }

    /// <summary>The user, made when it is missing and this program is root.</summary>
    public static async Task<LabUser> EnsureAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return new LabUser(Libc.UserId(), isOther: false);
        if (await FindAsync(cancellation) is null)
            await Shell.RunAsync(
                "useradd",
                ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin",
                    LabOptions.UserName],
                cancellation);
        await SubordinateIds.EnsureAsync(LabOptions.UserName, cancellation);
        return await FindAsync(cancellation)
            ?? throw new LabException($"The user {LabOptions.UserName} was made and is not there: see getent passwd.");
    }

    /// <summary>The user, or null where none has been made.</summary>
    public static async Task<LabUser?> FindAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return new LabUser(Libc.UserId(), isOther: false);
        var (code, id, _) = await Shell.TryAsync("id", ["-u", LabOptions.UserName], cancellation);
        return code == 0 ? new LabUser(uint.Parse(id.Trim()), isOther: true) : null;
    }

    /// <summary>Runs a short command as the lab's user.</summary>
    public Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        IsOther
            ? Shell.RunAsync(
                "setpriv",
                [$"--reuid={LabOptions.UserName}", $"--regid={LabOptions.UserName}", "--clear-groups", "--no-new-privs", "--", program,
                    .. arguments],
                cancellation)
            : Shell.RunAsync(program, arguments, cancellation);

    /// <summary>Gives files and directories, with all below them, to the lab's user.</summary>
    public Task GiveAsync(IEnumerable<string> paths, CancellationToken cancellation) =>
        IsOther
            ? Shell.RunAsync(
                "chown", ["--no-dereference", "-R", $"{LabOptions.UserName}:{LabOptions.UserName}", "--", .. paths], cancellation)
            : Task.CompletedTask;
}
