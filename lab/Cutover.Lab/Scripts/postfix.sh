#!/bin/bash
# One Postfix of the lab. It wants root and users of its own: it has both in a user namespace, and outside it is a plain user.
#   postfix NAME run              in the foreground, in a process namespace that ends with it
#   postfix NAME COMMAND ...      postconf, postqueue, postmap, postsuper, postkick or postfix, inside, on this one's configuration; cat or sh, inside
#   postfix NAME mailbox BOX      prints the messages of a mailbox, each after a line that begins with a form feed
#   postfix NAME log              prints the mail log
set -euo pipefail
lab="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
name="${1:-}" action="${2:-}"
if [[ $# -lt 2 || ! $name =~ ^[a-z-]+$ || ! -d $lab/mail/$name ]]; then
  echo "usage: $0 NAME run | COMMAND ..., NAME one of: $(cd "$lab/mail" && echo *)" >&2
  exit 2
fi
shift 2
home="$lab/mail/$name"
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

begin() {
  cd "$home/queue"
  mkdir -p -m 700 active bounce corrupt defer deferred flush hold incoming saved trace private
  mkdir -p -m 710 public
  mkdir -p -m 730 maildrop
  mkdir -p -m 755 pid
  chown postfix: active bounce corrupt defer deferred flush hold incoming saved trace private
  chown postfix:postdrop public maildrop
  chown -R postfix: "$home/data"
  mkdir -p "$home/boxes"
  chown nobody:nogroup "$home/boxes"
  local owner file
  for owner in postfix nobody; do
    for file in "$home/$owner"/*; do
      [[ ! -e $file ]] || chown "$owner" "$file"
    done
  done
  for file in "$home/conf"/*.map; do
    [[ ! -e $file ]] || postmap -c "$home/conf" "hash:$file"
  done
  exec /usr/lib/postfix/sbin/master -i -c "$home/conf"
}

# The first process inside; its number outside.
inside() {
  local leader child
  { read -r leader _ <"$lab/run/$name.pid" && child="$(<"/proc/$leader/task/$leader/children")"; } 2>/dev/null || child=""
  child="${child%% *}"
  [[ $child =~ ^[0-9]+$ ]] || { echo "$name does not run." >&2; exit 69; }
  exec nsenter --target "$child" --user --pid -- "$@"
}

case $action in
  run) exec unshare --map-auto --map-root-user --pid --fork --kill-child=KILL -- "$0" "$name" begin ;;
  begin) begin ;;
  postconf | postqueue | postmap | postsuper | postkick | postfix) inside "$action" -c "$home/conf" "$@" ;;
  cat | sh) inside "$action" "$@" ;;
  log) inside cat "$home/mail.log" ;;
  mailbox)
    [[ ${1:-} =~ ^[a-z]+$ ]] || { echo "A mailbox has a name of letters." >&2; exit 2; }
    [[ -e $home/boxes/$1 ]] || exit 0
    # Without a process for each message: canaries look often, and after a night there are thousands.
    # shellcheck disable=SC2016
    inside find "$home/boxes/$1/new" -type f -printf '%T@\t%p\n' |
      inside awk -F '\t' '{ print "\f" $1; while ((getline line <$2) > 0) print line; close($2) }'
    ;;
  *) echo "There is no command '$action' here." >&2; exit 2 ;;
esac
