"""What systemd does on a running system: `system.py SOCKET OWNER COMMAND…`, started as the first program of a BootedHost.

Each connection to SOCKET is COMMAND in mounts of its own, as with Accept=yes and PrivateMounts=yes. The bus and the users are those of
the lab around. Says `ready`, then stays until its standard input ends.
"""
import os, selectors, signal, socket, subprocess, sys

path, owner, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
OUTSIDE = '/run/host'


def bind(place, folder):
    if folder:
        os.makedirs(place, exist_ok=True)
    else:
        open(place, 'a').close()
    subprocess.run(['mount', '--rbind', OUTSIDE + place, place], check=True)


for place in ('/run/dbus', '/run/understory', '/run/systemd', '/var/lib/understory'):
    bind(place, True)
for place in ('/etc/passwd', '/etc/group', '/etc/shadow'):
    bind(place, False)
# As the units' StateDirectory and DirectoryMode make them.
for place in ('/run/understory', '/var/lib/understory'):
    os.chown(place, 0, 0)
listening = socket.socket(socket.AF_UNIX)
listening.bind(path)
os.chown(path, owner, owner)
os.chmod(path, 0o600)
# Where the front looks for one that mounts for all.
os.symlink(path, os.path.dirname(path) + '/unlocker')
listening.listen(4)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
clean = {'PATH': '/usr/sbin:/usr/bin', 'LC_ALL': 'C.UTF-8', 'GIO_USE_VFS': 'local', 'GSETTINGS_BACKEND': 'memory'}
print('ready', flush=True)
waiting = selectors.DefaultSelector()
waiting.register(listening, selectors.EVENT_READ)
waiting.register(sys.stdin, selectors.EVENT_READ)
while True:
    for key, _ in waiting.select():
        if key.fileobj is sys.stdin:
            sys.exit(0)
        connection, _ = listening.accept()
        # Descriptors: the connection for input and output; what it has to say besides goes where this process's own words go.
        subprocess.Popen(['unshare', '--mount', '--propagation', 'slave'] + command, env=clean, stdin=connection, stdout=connection,
                         umask=0o022, cwd='/')
        connection.close()
