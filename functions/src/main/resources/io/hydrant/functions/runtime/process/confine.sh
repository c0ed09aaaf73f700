#!/bin/sh
# Builds a root folder of its own for a command, in a mount namespace of its own, and runs it there:
# the code at /var/task, layers at /opt, bootstraps at /var/runtime, a /tmp of its own, everything
# else of the machine read-only where the kernel allows, some folders hidden. In the end all
# capabilities are dropped, so that nothing of it can be undone. A shell stays the first process:
# the kernel keeps signals from that one, and a command must be able to end by a signal.
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

# The same entry below the new root: links as links, folders as mounts.
show() {
  if [ -L "$1" ]; then
    cp -P "$1" "$root$1"
  elif [ -d "$1" ]; then
    mkdir -p "$root$1"
    mount --rbind "$1" "$root$1"
    case $1 in
    /dev) ;;
    *) readonly_where_allowed "$root$1" ;;
    esac
  fi
}

place() {
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
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

mount -t tmpfs -o mode=755 none "$root"
mkdir "$root/proc" "$root/opt" "$root/var" "$root/tmp"
for entry in /*; do
  case $entry in
  /proc | /tmp | /var | /opt) ;;
  *) show "$entry" ;;
  esac
done
for entry in /var/*; do
  case $entry in
  /var/task | /var/runtime | /var/tmp) ;;
  *) show "$entry" ;;
  esac
done
mount -t proc proc "$root/proc"

while [ "$1" != -- ]; do
  case $1 in
  --layer) add_layer "$2" ;;
  --hide) [ ! -d "$root$2" ] || mount -t tmpfs -o ro,mode=555 none "$root$2" ;;
  esac
  shift 2
done
shift
for entry in /opt/*; do
  [ -e "$root$entry" ] || show "$entry"
done
place "$code" /var/task
readonly_where_allowed "$root/var/task"
place "$runtime" /var/runtime
readonly_where_allowed "$root/var/runtime"
place "$temp" /tmp
readonly_where_allowed "$root"
chroot=$(command -v chroot) setpriv=$(command -v setpriv)
PATH=$command_path
exec "$chroot" "$root" "$setpriv" --no-new-privs --bounding-set=-all --inh-caps=-all \
  /bin/sh -c 'cd /var/task && unset OLDPWD && "$@"; exit $?' sh "$@"
