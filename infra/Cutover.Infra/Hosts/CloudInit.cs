using System.Text;

namespace Cutover.Infra;

/// <summary>
/// What a host does at its first start: packages, its data disk, and a measurement every minute. Anything secret is brought by the
/// deployment afterwards, into <c>/etc/cutover</c>.
/// </summary>
public static class CloudInit
{
    private const string Common = """
        #cloud-config
        package_update: true
        package_upgrade: true
        ssh_pwauth: false
        packages: [unattended-upgrades, podman, nfs-common, awscli]
        """;

    private const string Timer = """
        [Unit]
        Description=Measure disks and mail queue

        [Timer]
        OnCalendar=minutely

        [Install]
        WantedBy=timers.target
        """;

    private const string Unit = """
        [Unit]
        Description=Measure disks and mail queue
        ConditionPathExists=/etc/cutover/measure.env

        [Service]
        Type=oneshot
        ExecStart=/usr/local/sbin/cutover-measure
        """;

    /// <param name="disk">Whether a data disk comes with the host; it is mounted at /a.</param>
    /// <param name="files">More files that stand on the host from the beginning, none of them secret.</param>
    /// <param name="commands">What is run last.</param>
    public static string Text(bool disk, IReadOnlyDictionary<string, string>? files = null, params IReadOnlyList<string> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var text = new StringBuilder(Common).Append('\n');
        if (disk)
            text.Append("fs_setup:\n  - {label: data, filesystem: ext4, device: /dev/disk/azure/scsi1/lun0, partition: none}\n")
                .Append("mounts:\n  - [LABEL=data, /a, ext4, \"defaults,noatime,nofail,discard\", \"0\", \"2\"]\n");
        text.Append("write_files:\n");
        File(text, "/usr/local/sbin/cutover-measure", Measure(), "0755");
        File(text, "/etc/systemd/system/cutover-measure.timer", Timer, "0644");
        File(text, "/etc/systemd/system/cutover-measure.service", Unit, "0644");
        foreach (var (path, content) in files ?? new Dictionary<string, string>(StringComparer.Ordinal))
            File(text, path, content, "0644");
        text.Append("runcmd:\n  - [systemctl, enable, --now, cutover-measure.timer]\n");
        foreach (var command in commands)
            text.Append("  - ").Append(command).Append('\n');
        return text.ToString();
    }

    private static void File(StringBuilder text, string path, string content, string mode)
    {
        text.Append($"  - path: {path}\n    permissions: \"{mode}\"\n    encoding: b64\n    content: ");
        text.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(content))).Append('\n');
    }

    private static string Measure()
    {
        using var stream = typeof(CloudInit).Assembly.GetManifestResourceStream("measure.sh")
            ?? throw new InvalidOperationException("This build has no measure.sh in it; build Cutover.Infra again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
