#!/bin/bash
# One Dovecot of the lab, which serves in one of two ways: writable, on what clients remember; or read-only, on a copy of that, made at the
# moment, and an index that knows nothing of an earlier copy's UIDs, so that nothing is written that travels.
#   mailboxes NAME run                          in the foreground, in the way it was last told
#   mailboxes NAME writable|read-only start     from the other way without closing its port; where it does not run, starts it
#   mailboxes NAME writable|read-only stop      where it serves in that way
#   mailboxes NAME writable|read-only status    exit 0 where it serves in that way, else 3; in the middle of a turn it may serve in both
set -euo pipefail
lab="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
name="${1:-}" way="${2:-}" action="${3:-}"
home="$lab/run/$name"
if [[ ! $name =~ ^[a-z-]+$ || ! -d $home || ! "$way $action" =~ ^(run |(writable|read-only) (start|stop|status))$ ]]; then
  echo "usage: $0 NAME run | NAME writable|read-only start|stop|status" >&2
  exit 2
fi
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

if [[ $way == run ]]; then
  # Now and then a Dovecot does not end by itself: a process that has just been born waits 5 s for another that is gone already. Killed,
  # it leaves a file that says it runs, and the next one believes that for as long as nobody has taken note of its end.
  rm -f -- "$home/base/master.pid"
  basename -- "$(readlink -- "$home/dovecot.conf")" .conf >"$home/serves"
  exec dovecot -F -c "$home/dovecot.conf"
fi

serves() { [[ "$(cat "$home/serves" 2>/dev/null)" == "$way" ]]; }
service() { "$lab/bin/service" "$name" "$1"; }
if [[ $action == status ]]; then
  [[ ! -e $home/serves ]] || serves || exit 3
  service status && exit 0
  exit 3
fi

exec 9<"$home"
flock -w 30 9 || { echo "$name is being turned by someone else for more than 30 s." >&2; exit 1; }
if [[ $action == stop ]]; then
  # Who is told to end one way may serve in the other already. One that was left in the middle of a turn ends.
  [[ -e $home/serves ]] && ! serves || service stop
  exit 0
fi
serves && service status && exit 0

read -r owner group < <(stat -c '%u %g' "$home")
own() {
  [[ $EUID -ne 0 || $owner -eq 0 ]] && { "$@"; return; }
  setpriv --reuid="$owner" --regid="$group" --clear-groups -- "$@"
}
own rm -f -- "$home/serves"
# Where it was left in the middle of this very turn it may serve from the copy already, which is as good.
if [[ $way == read-only ]] && ! { [[ "$(readlink -- "$home/dovecot.conf")" == read-only.conf ]] && service status; }; then
  own rm -rf -- "$home/control" "$home/index-read-only"
  # The server still looks into its own meanwhile: locks come and go, and what is written is renamed into place.
  own rsync -a --exclude='*.lock' -- "$(sed -n 's/.*:CONTROL=\([^:]*\).*/\1/p' "$home/writable.conf")/" "$home/control/" || [[ $? -eq 24 ]]
fi
own ln -sfn -- "$way.conf" "$home/dovecot.conf"
service status || { service start; exit; }

# Its port stays open. Once the process that hands out the configuration is another one, whoever was given the old one ends.
gone() {
  local child left=""
  for _ in {1..500}; do
    left=""
    for child in "$@"; do [[ ! -e /proc/$child ]] || left+=" $child"; done
    [[ -n $left ]] || return 0
    sleep 0.02
  done
  echo "$name was told to serve $way, and$left of before still run after 10 s." >&2
  return 1
}
read -r master <"$home/base/master.pid"
mapfile -t before < <(pgrep -P "$master" -x config)
read -r told _ </proc/uptime
kill -HUP "$master"
gone "${before[@]}"
before=()
for child in $(pgrep -P "$master" -x imap); do
  # Field 22 of /proc/PID/stat, in hundredths of a second like /proc/uptime without its dot.
  { stat="$(<"/proc/$child/stat")"; } 2>/dev/null || continue
  read -ra fields <<<"${stat##*) }"
  ((fields[19] > ${told/./})) || before+=("$child")
done
((${#before[@]} == 0)) || kill -TERM "${before[@]}" 2>/dev/null || true
gone "${before[@]}"
own tee "$home/serves" >/dev/null <<<"$way"
