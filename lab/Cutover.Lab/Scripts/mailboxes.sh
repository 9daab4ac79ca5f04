#!/bin/sh
# Becomes one Dovecot: mailboxes HOME [CONTROL COPY]. With the last two it serves from a copy of what clients remember, made now, and an
# index that knows nothing of an earlier copy's UIDs.
# Now and then a Dovecot does not end by itself: a process that has just been born waits 5 s for another that is gone already. Killed, it
# leaves a file that says it runs, and the next one believes that for as long as nobody has taken note of its end.
set -eu
rm -f -- "$1/base/master.pid"
if [ $# -eq 3 ]; then
  rm -rf -- "$3" "$1/index"
  cp -a -- "$2" "$3"
fi
exec dovecot -F -c "$1/dovecot.conf"
