using System.Globalization;

namespace Cutover.Lab;

/// <summary>
/// Dovecot without any right: one user for all its parts and no chroot, and processes that serve one client after another, because a new
/// one for each is most of what a short visit costs. What can be made again (INDEX) stays on its host; what clients
/// remember (CONTROL) must be writable even where nothing is to be written, because Dovecot locks it to look: then it has a copy of it.
/// </summary>
internal sealed class DovecotConfiguration(LabEstate estate, LabImap server)
{
    private const string Writable = "writable.conf";

    /// <summary>Its own directory.</summary>
    private string Home => Path.Combine(estate.Directory, "run", server.Unit);

    private string Users => Path.Combine(Home, "users");

    public Unit Unit => new(server.Unit, [estate.MailboxesCommand, server.Unit, "run"]) { Listens = server.Address, StopPatience = 2 };

    /// <summary>Both ways in which it may serve, the one in which it serves at first, and who may read.</summary>
    /// <param name="name">The user that all its parts run as.</param>
    public void Write(string name)
    {
        LabSecrets.WriteFile(Path.Combine(Home, Writable), Text(name, server.Control, "index"));
        LabSecrets.WriteFile(Path.Combine(Home, "read-only.conf"), Text(name, Path.Combine(Home, "control"), "index-read-only"));
        LabSecrets.WriteFile(Users, $"{server.User}:{{PLAIN}}{File.ReadAllText(server.PasswordFile).Trim()}::::::\n");
        var chosen = Path.Combine(Home, "dovecot.conf");
        File.Delete(chosen);
        File.CreateSymbolicLink(chosen, Writable);
    }

    private string Text(string name, string control, string index) =>
        $$"""
        base_dir = {{Home}}/base
        state_dir = {{Home}}/state
        log_path = /dev/stderr
        protocols = imap
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain
        default_internal_user = {{name}}
        default_internal_group = {{name}}
        default_login_user = {{name}}
        first_valid_uid = 1
        first_valid_gid = 1
        default_process_limit = 20
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        service imap {
          service_count = 256
          process_min_avail = 2
          process_limit = 20
        }
        service imap-login {
          chroot =
          service_count = 0
          process_min_avail = 1
          inet_listener imap {
            address = {{server.Address.Host}}
            port = {{server.Address.Port.ToString(CultureInfo.InvariantCulture)}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        passdb {
          driver = passwd-file
          args = {{Users}}
        }
        userdb {
          driver = static
          args = uid={{name}} gid={{name}} home={{Home}}/home
        }
        namespace inbox {
          inbox = yes
          prefix =
          separator = /
          location = maildir:{{Home}}/home/Maildir
        }
        namespace archive {
          type = public
          prefix = shared/
          separator = /
          location = maildir:{{server.Archive}}/imap:LAYOUT=fs:CONTROL={{control}}:INDEX={{Home}}/{{index}}
          subscriptions = no
          list = yes
        }

        """;
}
