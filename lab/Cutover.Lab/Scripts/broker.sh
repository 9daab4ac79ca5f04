#!/bin/bash
# Becomes RabbitMQ once the names server answers; without it RabbitMQ would start one of its own.
#   broker    everything is in the environment
for ((left = 600; left > 0; left--)); do
  if (exec 3<>"/dev/tcp/$ERL_EPMD_ADDRESS/$ERL_EPMD_PORT") 2>/dev/null; then
    exec /usr/lib/rabbitmq/bin/rabbitmq-server
  fi
  sleep 0.05
done
echo "The names server at $ERL_EPMD_ADDRESS:$ERL_EPMD_PORT does not answer: start its names server first." >&2
exit 1
