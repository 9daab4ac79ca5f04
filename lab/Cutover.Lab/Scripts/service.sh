#!/bin/bash
# Starts, stops and looks at one process of the lab.
#   service NAME start|stop|status|reload
# status: exit 0 running, 3 stopped. start waits until the process listens; stop lets requests in flight end, for 5 s.
# Every process leads a session of its own, holds no descriptor of its starter, and carries CUTOVER_LAB in its environment.
set -u
lab="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
name="${1:-}" action="${2:-}"
if [[ $# -ne 2 || ! $name =~ ^[a-z0-9-]+$ || ! $action =~ ^(start|stop|status|reload)$ ]]; then
  echo "usage: $0 NAME start|stop|status|reload" >&2
  exit 2
fi
if [[ ! -r $lab/services/$name ]]; then
  echo "The lab in $lab has no service $name; it has: $(cd "$lab/services" && echo *)." >&2
  exit 2
fi
pidfile="$lab/run/$name.pid" log="$lab/logs/$name.log"

# Sets pid; true while the process that the pid file names is alive: same pid, same start, no zombie. One that was killed is a zombie
# before the last of its threads has ended, and until then its port is taken and connections to it succeed.
alive() {
  local started stat
  pid=""
  [[ -r $pidfile ]] && read -r pid started <"$pidfile" && [[ $pid =~ ^[0-9]+$ ]] || return 1
  { stat="$(<"/proc/$pid/stat")"; } 2>/dev/null || return 1
  # shellcheck disable=SC2206
  local fields=(${stat##*) })
  [[ ${fields[19]} == "$started" ]] || return 1
  [[ ${fields[0]} == [ZX] ]] || return 0
  local threads=("/proc/$pid/task/"*)
  ((${#threads[@]} > 1))
}

# To look needs nobody's rights, and is done often.
if [[ $action == status ]]; then
  alive && exit 0
  exit 3
fi

read -r owner group < <(stat -c '%u %g' "$lab/run")
if [[ $EUID -eq 0 && $owner -ne 0 ]]; then
  # Who is told to end is waited for, and gives way to nobody any more.
  if [[ $action == stop ]] && alive && [[ "$(stat -c %u "/proc/$pid" 2>/dev/null)" == "$owner" ]]; then
    { echo 0 >"/proc/$pid/autogroup"; } 2>/dev/null
  fi
  # What makes a user namespace of its own needs newuidmap, which is set-user-ID. The units are root's, so they may say so.
  privileges=(--no-new-privs)
  ! grep -qx 'own_users=1' "$lab/services/$name" || privileges=()
  # A host of its own is entered here: only root may.
  host=() namespace="$(sed -n 's/^namespace=//p' "$lab/services/$name")"
  [[ -z $namespace ]] || host=(nsenter "--net=/run/netns/$namespace" --)
  exec "${host[@]}" setpriv --reuid="$owner" --regid="$group" --clear-groups "${privileges[@]}" -- "$0" "$@"
fi
if [[ $EUID -ne $owner ]]; then
  echo "The lab in $lab belongs to user $owner and you are user $EUID: run this as that user or as root." >&2
  exit 2
fi

command=() check=() environment=() own_users=0 background=0 namespace="" listen="" patience=0 stop_signal=TERM stop_patience=6
# shellcheck source=/dev/null
. "$lab/services/$name"

# A leader that was killed may have left workers behind, who hold its port. Their group keeps its number while anybody is in it.
end_followers() {
  local state=Z
  [[ -n $pid ]] || return 0
  { state="$(<"/proc/$pid/stat")" && state="${state##*) }"; } 2>/dev/null
  [[ $state == [ZX]* ]] || return 0
  for _ in {1..100}; do
    kill -KILL -- "-$pid" 2>/dev/null || return 0
    sleep 0.02
  done
}

listens() {
  [[ -z $listen ]] || (exec 3<>"/dev/tcp/${listen% *}/${listen#* }") 2>/dev/null
}

fail() {
  echo "$1 Its log $log ends: $(tail -n 3 "$log" 2>/dev/null | tr '\n' '|' | tail -c 700)" >&2
  exit 1
}

exec 9>"$lab/run/$name.lock"
flock -w 120 9 || { echo "$name is being started or stopped by someone else for more than 120 s: see $lab/run/$name.lock." >&2; exit 1; }

case $action in
  start)
    : >"$lab/run/$name.wanted"
    alive && exit 0
    end_followers
    rm -f "$pidfile"
    setsid env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 HOME="$lab" CUTOVER_LAB="$lab" "${environment[@]}" \
      /bin/bash --noprofile --norc -c '
        for fd in /proc/$$/fd/*; do fd="${fd##*/}"; [[ $fd -gt 2 ]] && eval "exec $fd>&-"; done
        pidfile="$1" background="$2"; shift 2
        cd "$CUTOVER_LAB" || exit
        if [[ $background == 1 ]]; then
          # Where the kernel shares by session, that has a niceness of its own; it takes one from plain users every 0.1 s.
          for _ in {1..20}; do { echo 5 >/proc/self/autogroup; } 2>/dev/null && break; [[ -e /proc/self/autogroup ]] && sleep 0.1; done
          renice -n 5 -p $$ >/dev/null
        fi
        read -r stat <"/proc/$$/stat"; fields=(${stat##*) })
        echo "$$" >>run/sessions
        echo "$$ ${fields[19]}" >"$pidfile.new" && mv "$pidfile.new" "$pidfile" && exec "$@"' \
      "$name" "$pidfile" "$background" "${command[@]}" </dev/null >>"$log" 2>&1 &
    child=$!
    deadline=$((SECONDS + patience))
    until alive && listens; do
      [[ -d /proc/$child ]] || alive || fail "$name ended while it was starting."
      ((SECONDS < deadline)) || fail "$name did not listen${listen:+ on $listen} within $patience s."
      sleep 0.02
    done
    ;;
  stop)
    rm -f "$lab/run/$name.wanted"
    if alive; then
      kill "-$stop_signal" "$pid" 2>/dev/null
      deadline=$((SECONDS + stop_patience))
      while alive && ((SECONDS < deadline)); do sleep 0.02; done
      # The session's number is its leader's, and stays taken while anybody is left in it.
      kill -KILL -- "-$pid" 2>/dev/null
      for _ in {1..250}; do alive || break; sleep 0.02; done
      alive && fail "$name (pid $pid) does not end."
    fi
    rm -f "$pidfile"
    ;;
  reload)
    alive || fail "$name does not run, so it cannot be reloaded."
    if ((${#check[@]})); then
      seen="$("${check[@]}" 2>&1)" || { echo "$name keeps its old configuration, the new one is wrong: $(tr '\n' ' ' <<<"$seen")" >&2; exit 1; }
    fi
    # From here on nobody may be answered by the old configuration: wait until every old worker has closed its listeners and
    # its idle connections, which is when nginx renames it. What it is busy with it finishes.
    read -ra workers <"/proc/$pid/task/$pid/children"
    kill -HUP "$pid"
    deadline=$((SECONDS + 10))
    for worker in "${workers[@]}"; do
      until [[ ! -e /proc/$worker ]] || grep -qsa 'shutting down' "/proc/$worker/cmdline"; do
        ((SECONDS < deadline)) || fail "$name was reloaded, and its old worker $worker still takes requests after 10 s."
        sleep 0.01
      done
    done
    ;;
esac
