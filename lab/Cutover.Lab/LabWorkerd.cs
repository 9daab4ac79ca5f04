namespace Cutover.Lab;

/// <summary>A workerd that the lab's user can run: the one from npm, or a copy of it.</summary>
internal static class LabWorkerd
{
    /// <summary>The path of the program; installs it where it is missing, copies it into the lab where it cannot be reached.</summary>
    public static async Task<string> EnsureAsync(LabEstate estate, LabUser user, CancellationToken cancellation)
    {
        var program = await NpmPrograms.WorkerdAsync(cancellation);
        if (!user.IsOther || LabDotnet.IsOpen(new FileInfo(program)))
            return program;

        var folder = Directory.CreateDirectory(Path.Combine(estate.Directory, "workerd")).FullName;
        var copy = Path.Combine(folder, NpmPrograms.WorkerdVersion);
        if (!File.Exists(copy))
        {
            var half = copy + ".half";
            await Shell.RunAsync("cp", ["--", program, half], cancellation);
            await Shell.RunAsync("chmod", ["755", "--", folder, half], cancellation);
            File.Move(half, copy);
        }

        return copy;
    }
}
