#!/bin/bash
# Datatracker's transport: posts one message to Datatracker's API, as emposter does. pipe(8) calls it with the message on its input.
#   hand-over KEYFILE DESTINATION HOST:PORT
# 0 handed over; 65 Datatracker refuses it for good, so it bounces; 75 anything else, so Postfix keeps it (sysexits(3)).
set -uo pipefail
key="$1" destination="$2" target="$3"
[[ $destination =~ ^[a-z0-9-]+$ ]] || { echo "5.1.1 no destination has such a name"; exit 65; }
answer="$(
  { printf '{"dest":"%s","message":"' "$destination"; base64 --wrap=0; printf '"}'; } |
    curl --silent --show-error --max-time 20 --header "@$key" --header 'Content-Type: application/json' --data-binary @- \
      --write-out '\n%{http_code} %{content_type}' "http://$target/api/email/" 2>&1
)"
if [[ $answer =~ \"result\":\ ?\"ok\".*$'\n'200\ application/json ]]; then
  exit 0
elif [[ $answer =~ \"result\":\ ?\"bad_.*$'\n'200\ application/json ]]; then
  echo "5.6.0 Datatracker refuses it: $answer"
  exit 65
else
  echo "4.4.0 Datatracker at $target: ${answer:0:200}"
  exit 75
fi
