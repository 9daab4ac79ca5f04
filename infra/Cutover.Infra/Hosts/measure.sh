#!/bin/sh
# Every minute: how long the disks take, and how old the oldest queued mail is. Credentials: /etc/cutover/measure.env.
set -eu
. /etc/cutover/measure.env
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION

# Milliseconds per finished read or write over ten seconds, the slowest disk: fields 1, 4, 5 and 8 of /sys/block/*/stat.
totals() { cat /sys/block/[svn][dvm]*/stat | awk '{ print $1 + $5, $4 + $8 }'; }
before=$(mktemp) after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT
totals >"$before"
sleep 10
totals >"$after"
latency=$(paste "$before" "$after" | awk '{ n = $3 - $1; t = $4 - $2; v = n > 0 ? t / n : 0; if (v > worst) worst = v } END { print worst + 0 }')

# Lines of `postqueue -j` hold arrival_time in seconds; no Postfix, no queue.
oldest=0
if command -v postqueue >/dev/null; then
  oldest=$(postqueue -j | sed -n 's/.*"arrival_time": *\([0-9]*\).*/\1/p' | sort -n | head -n 1)
  oldest=$(( ${oldest:-0} == 0 ? 0 : $(date +%s) - oldest ))
fi

put() {
  aws cloudwatch put-metric-data --namespace "$MEASURE_SPACE" --metric-name "$1" --value "$2" --dimensions "Service=$MEASURE_SERVICE"
}
put DiskLatencyMilliseconds "$latency"
put OldestQueuedMailSeconds "$oldest"
