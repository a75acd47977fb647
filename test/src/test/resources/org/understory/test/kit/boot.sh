# One run of a computer, as far as its journal can tell: a real journald, in a mount namespace of its own.
# Arguments: folder of the journal, boot id, folder with one file for each entry, signal that ends journald.
# A file run* is a script that writes its entries itself. An entry of the kernel is a file kernel*, in the format of /dev/kmsg; of others in that of `logger --journald`.
set -e
journal=$1 boot=$2 entries=$3 end=$4
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/journal /run/log/journal
mount --bind "$journal" /run/log/journal
mount --bind "$boot" /proc/sys/kernel/random/boot_id
mkfifo /run/kmsg
mount --bind /run/kmsg /dev/kmsg
# It says what it does to the kernel, from which it would hear that again.
SYSTEMD_LOG_TARGET=console /lib/systemd/systemd-journald 2>/run/errors &
journald=$!
trap "kill -s KILL $journald 2>/dev/null || true" EXIT
tries=0
until [ -S /run/systemd/journal/socket ]; do
  tries=$((tries + 1))
  [ $tries -lt 1000 ] || { cat /run/errors >&2; exit 1; }
  sleep 0.01
done
for entry in "$entries"/*; do
  case $entry in
    */kernel*) cat "$entry" > /dev/kmsg ;;
    */run*) sh "$entry" ;;
    */user*) setpriv --reuid 65534 --regid 65534 --clear-groups logger --journald < "$entry" ;;
    *) logger --journald < "$entry" ;;
  esac
done
journalctl --sync
kill -s "$end" $journald
wait $journald || true
