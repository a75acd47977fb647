#!/bin/sh
# `asked COMMAND…`: runs it with polkit's agent for terminals, as a desktop's agent is there for what is started in it.
ready=$(mktemp -u)
mkfifo "$ready"
setpriv --pdeathsig TERM pkttyagent --process $$ --notify-fd 3 3>"$ready" &
cat "$ready"
rm "$ready"
exec "$@"
