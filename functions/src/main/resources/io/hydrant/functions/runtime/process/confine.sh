#!/bin/sh
# Runs a command with a root folder of its own, in a mount namespace of its own: this machine's,
# read-only where the kernel allows, with the code at /var/task, layers at /opt, bootstraps at
# /var/runtime and another /tmp; some folders hidden. In the end all capabilities are dropped, so
# that nothing of it can be undone. A shell stays the first process: the kernel keeps signals from
# that one, and a command must be able to end by a signal.
#
# Every program that runs here makes each cold start slower.
#
#   confine.sh ROOT CODE RUNTIME TEMP [--layer FOLDER]... [--hide FOLDER]... -- COMMAND...
set -eu
command_path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=$1 code=$2 runtime=$3 temp=$4
shift 4

readonly_where_allowed() {
  mount -o remount,bind,ro "$1" 2>/dev/null || :
}

add_layer() {
  for entry in "$1"/*; do
    target=$root/opt/${entry##*/}
    if [ -d "$entry" ] && [ -d "$target" ]; then
      mount -t overlay -o "lowerdir=$entry:$target" overlay "$target"
    elif [ -d "$entry" ]; then
      mkdir "$target"
      mount --bind "$entry" "$target"
      readonly_where_allowed "$target"
    elif [ -e "$entry" ]; then
      cp "$entry" "$target"
    fi
  done
}

# What this machine has at /opt, where no layer has something of that name.
keep_opt() {
  for entry in /opt/*; do
    target=$root$entry
    if [ -d "$entry" ] && [ ! -e "$target" ]; then
      mkdir "$target"
      mount --rbind "$entry" "$target"
      readonly_where_allowed "$target"
    fi
  done
}

mount --rbind / "$root"
readonly_where_allowed "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 none "$root/var"
mkdir "$root/var/task" "$root/var/runtime" "$root/var/lib" "$root/var/cache"
ln -s /run "$root/var/run"
ln -s /tmp "$root/var/tmp"
for entry in /var/lib /var/cache; do
  if [ -d "$entry" ]; then
    mount --rbind "$entry" "$root$entry"
    readonly_where_allowed "$root$entry"
  fi
done

layered=
while [ "$1" != -- ]; do
  case $1 in
  --layer)
    [ -n "$layered" ] || mount -t tmpfs -o mode=755 none "$root/opt"
    layered=yes
    add_layer "$2"
    ;;
  --hide)
    [ ! -d "$root$2" ] || mount -t tmpfs -o ro,mode=555 none "$root$2"
    ;;
  esac
  shift 2
done
shift
[ -z "$layered" ] || keep_opt
mount --bind "$code" "$root/var/task"
readonly_where_allowed "$root/var/task"
mount --bind "$runtime" "$root/var/runtime"
readonly_where_allowed "$root/var/runtime"
readonly_where_allowed "$root/var"
mount --bind "$temp" "$root/tmp"
chroot=$(command -v chroot) setpriv=$(command -v setpriv)
PATH=$command_path
# the shell says nothing of its own about a command that was killed
first='cd /var/task && unset OLDPWD && exec 3>&2 2>/dev/null && (exec "$@" 2>&3 3>&-); exit $?'
exec "$chroot" "$root" "$setpriv" --no-new-privs --bounding-set=-all --inh-caps=-all \
  /bin/sh -c "$first" sh "$@"
