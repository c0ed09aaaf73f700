#!/bin/sh
# Runs a command in place of this shell, and ends its whole process group when the server goes.
# Standard input is a pipe that only the server holds: it ends when the server closes it or dies.
# The watcher is nobody's child, so that the command never has to wait for it.
#
#   supervise.sh group|single COMMAND...    group: this shell leads a process group of its own
scope=$1
shift
ulimit -c 0
ulimit -n 1024 2>/dev/null || :
exec 3<&0 </dev/null
case $scope in
group) target="-$$" ;;
*) target=$$ ;;
esac
( (
  read -r _ <&3
  kill -s KILL -- "$target"
) >/dev/null 2>&1 & )
exec "$@" 3<&-
