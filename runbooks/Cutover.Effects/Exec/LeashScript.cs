namespace Cutover.Effects;

/// <summary>
/// The shell script that goes ahead of every command, here and over ssh alike. POSIX sh, with flock and setsid of util-linux.
/// </summary>
internal static class LeashScript
{
    /// <summary>
    /// Arguments: mode (hold, look or free), lock directory (empty for the user's own), lock file, epoch file, epoch, bytes of input,
    /// patience in seconds, whether the command leaves processes behind (1 or 0), a nonce, how long it may still take once it is let go,
    /// in seconds, then the command. Its own standard input is the leash: it carries the command's input and stays open as long as the
    /// driver lives. Its last line of errors says how things went.
    /// </summary>
    public const string Text = """
        set -u
        mode=$1 dir=$2 lock=$3 epochs=$4 epoch=$5 bytes=$6 patience=$7 leaves=$8 nonce=$9
        shift 9
        finishes=$1
        shift
        umask 077
        exec 3<&0 </dev/null

        if [ -z "$dir" ] && [ "$mode" != free ]; then dir=/run/lock/cutover-$(id -u); fi
        dir=${dir%/}

        tell() { printf '\036cutover-leash %s %s\n' "$nonce" "$1" >&2; exit 0; }

        # Field 22 of /proc/PID/stat, counted after the name, which may hold anything.
        began() {
          began=
          read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
          set -f
          set -- ${stat##*') '}
          [ "$1" != Z ] || return 1
          began=${20}
        }

        end() {
          kill -TERM "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null || return 0
          for _ in 1 2 3 4 5; do
            sleep 0.1
            kill -0 "-$1" 2>/dev/null || return 0
          done
          kill -KILL "-$1" 2>/dev/null
        }

        # A command outlives its leash only where the leash itself was killed. The lock is held by the command too.
        settle() {
          command : 2>/dev/null >>"$dir/$lock" || tell "locks cannot write $dir/$lock"
          exec 9>>"$dir/$lock"
          held=0 theirs= group= since=
          flock -n 9 || held=1
          read -r theirs group since 2>/dev/null <"$dir/$lock" || :
          case $theirs in '' | *[!0-9]*) theirs=0 ;; esac
          case $group in '' | *[!0-9]*) group=0 ;; esac
          [ "$group" -gt 1 ] && began "$group" && [ "$began" = "$since" ] && leader=1 || leader=0
          [ $held = 0 ] && [ $leader = 0 ] && return 0
          [ "$theirs" -gt "$epoch" ] && tell "newer $theirs"
          if [ $held = 1 ]; then
            flock -w "$patience" 9 && return 0
          else
            tries=$((patience * 10))
            while [ $tries -gt 0 ] && kill -0 "$group" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
          fi
          # A leader with another start time is somebody else's process that was given the number again.
          if [ "$group" -gt 1 ] && { [ $leader = 1 ] || ! began "$group"; }; then end "$group"; fi
          flock -w 2 9 || tell "stuck $group $dir/$lock"
        }

        newest() {
          newest=
          read -r newest 2>/dev/null <"$dir/$epochs" || :
          case $newest in '' | *[!0-9]*) newest=0 ;; esac
          [ "$newest" -le "$epoch" ] || tell "newer $newest"
        }

        # Epochs only grow, so a look without the lock can only be too old, and equal is good enough.
        mark() {
          newest
          [ "$newest" = "$epoch" ] && return 0
          command : 2>/dev/null >>"$dir/$epochs" || tell "locks cannot write $dir/$epochs"
          exec 8>>"$dir/$epochs"
          flock -w 5 8 || tell "locks cannot lock $dir/$epochs"
          newest
          echo "$epoch" >"$dir/$epochs"
          exec 8>&-
        }

        # Looked at after it was made: where it is ours and no link, nobody else can put another in its place.
        ours() { [ ! -L "$dir" ] && [ -O "$dir" ] || tell "theirs $dir"; }

        case $mode in
          hold) [ -d "$dir" ] || mkdir -p "$dir" 2>/dev/null || tell "locks cannot make $dir"; ours; settle; mark ;;
          look) if [ -d "$dir" ]; then ours; fi; if [ -e "$dir/$lock" ]; then settle; exec 9>&-; fi ;;
        esac

        # Who goes on after the driver is dead must not write into its pipes: that would end it.
        if [ "$leaves" = 1 ] || [ "$finishes" -gt 0 ]; then kept=1; else kept=0; fi

        # Lets the command come to its end for as long as it may, then ends it.
        let_go() {
          tries=$((finishes * 10))
          while [ $tries -gt 0 ] && kill -0 "$child" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
          end "$child"
        }

        # The command writes down who it is before it becomes what it is, so that it can always be found.
        begin='
          mode=$1 file=$2 epoch=$3 leaves=$4 kept=$5
          shift 5
          if [ "$mode" = hold ]; then
            read -r stat </proc/$$/stat
            began() { shift 19; printf "%s %s %s\n" "$epoch" "$$" "$1" >"$file"; }
            set -f
            began ${stat##*") "} || exit 126
            set +f
          fi
          if [ "$leaves" = 1 ]; then exec 9>&-; fi
          if [ "$kept" = 1 ]; then exec >"$file.out" 2>&1; fi
          exec "$@"'
        if [ "$bytes" -gt 0 ]; then
          # Who is dead or called off before all of it came through must not have the command work on a part. Counted by wc, because a
          # shell counts letters.
          input=$(head -c "$bytes" <&3; printf x)
          came=$(printf %s "${input%x}" | wc -c)
          [ "$came" -eq "$bytes" ] || tell "input $((came))"
          printf %s "${input%x}" | setsid sh -c "$begin" cutover "$mode" "$dir/$lock" "$epoch" "$leaves" "$kept" "$@" 3<&- &
        else
          setsid sh -c "$begin" cutover "$mode" "$dir/$lock" "$epoch" "$leaves" "$kept" "$@" 3<&- &
        fi
        child=$!
        ( exec 9>&-
          while read -r _; do :; done
          let_go ) <&3 >/dev/null 2>&1 &
        watch=$!
        signalled=
        trap 'signalled=1; let_go' HUP INT TERM
        wait "$child"
        code=$?
        if [ -n "$signalled" ]; then wait "$child"; code=$?; fi
        kill "$watch" 2>/dev/null
        if [ "$kept" = 1 ]; then
          head -c 65536 "$dir/$lock.out"
          rm -f "$dir/$lock.out"
        fi
        if [ "$leaves" = 0 ] && kill -0 "-$child" 2>/dev/null; then end "$child"; fi
        tell "exit $code"
        """;
}
