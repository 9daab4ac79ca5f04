namespace Cutover.Lab;

/// <summary>The rsync daemon of the new host: one module to fill, one for mirrors.</summary>
internal static class RsyncConfiguration
{
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

        [{estate.Rsync.PublicModule}]
        path = {estate.NewA}/ietfdata/doc/draft/repository
        read only = yes

        """;
}
