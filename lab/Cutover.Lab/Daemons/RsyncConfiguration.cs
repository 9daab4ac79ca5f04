namespace Cutover.Lab;

/// <summary>The rsync daemon of the new host: one module to fill, one for mirrors.</summary>
internal static class RsyncConfiguration
{
    /// <summary>What the public sees of a host: to read, and nobody is asked who they are. It listens on loopback only.</summary>
    public static string Public(LabMirrors daemon) =>
        $"""
        address = {daemon.Address.Host}
        port = {daemon.Address.Port}
        use chroot = no
        max connections = 16
        lock file = {daemon.Configuration}.lock
        log file = /dev/stderr
        read only = yes
        dont compress = *

        [{daemon.Modules[0]}]
        path = {daemon.A}/ietfdata/doc/draft/repository

        [{daemon.Modules[1]}]
        path = {daemon.A}/www/www6s/proceedings

        [{daemon.Modules[2]}]
        path = {daemon.Archive}/archive

        """;

    public static string Text(LabEstate estate) =>
        $"""
        address = {estate.Rsync.Address.Host}
        port = {estate.Rsync.Address.Port}
        use chroot = no
        max connections = 16
        lock file = {estate.Directory}/new/rsync/rsyncd.lock
        log file = /dev/stderr
        hosts allow = 127.0.0.0/8
        dont compress = *

        [{estate.Rsync.Module}]
        path = {estate.NewA}
        read only = no
        list = no
        auth users = {estate.Rsync.User}:rw
        secrets file = {estate.Directory}/secrets/rsyncd.secrets

        [{estate.Rsync.ArchiveModule}]
        path = {estate.NewArchive}
        read only = no
        list = no
        auth users = {estate.Rsync.User}:rw
        secrets file = {estate.Directory}/secrets/rsyncd.secrets

        [{estate.Rsync.PublicModule}]
        path = {estate.NewA}/ietfdata/doc/draft/repository
        read only = yes

        """;
}
