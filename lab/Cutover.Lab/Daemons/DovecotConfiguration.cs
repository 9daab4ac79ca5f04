using System.Globalization;

namespace Cutover.Lab;

/// <summary>
/// Dovecot without any right: one user for all its parts and no chroot. What can be made again (INDEX) stays on its host; what clients
/// remember (CONTROL) must be writable even where nothing is to be written, because Dovecot locks it to look.
/// </summary>
internal sealed class DovecotConfiguration(LabEstate estate, LabImap server)
{
    /// <summary>Its own directory.</summary>
    public string Home => Path.Combine(estate.Directory, "run", server.Unit);

    public string File => Path.Combine(Home, "dovecot.conf");

    public string Users => Path.Combine(Home, "users");

    public string UsersText => $"{server.User}:{{PLAIN}}{System.IO.File.ReadAllText(server.PasswordFile).Trim()}::::::\n";

    public Unit Unit
    {
        get
        {
            string[] serve = [Path.Combine(estate.Directory, "bin", "mailboxes"), Home];
            var travelling = Path.Combine(server.Archive, "imap-control");
            return new Unit(server.Unit, server.Control == travelling ? serve : [.. serve, travelling, server.Control])
            {
                Listens = server.Address,
                StopPatience = 2,
            };
        }
    }

    public string Text(string name) =>
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
        service imap-login {
          chroot =
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
          location = maildir:{{server.Archive}}/imap:LAYOUT=fs:CONTROL={{server.Control}}:INDEX={{Home}}/index
          subscriptions = no
          list = yes
        }

        """;
}
