"""A system bus and a polkitd of their own, in a mount namespace of this process: `lab.py KIND FOLDER`.

KIND is dbus-daemon or dbus-broker; both read Debian's own system.conf. FOLDER holds actions/ (polkit), bus/ (policy) and rules/.
Says `ready` and its process id, then stays until its standard input ends. Nothing here needs systemd: dbus-broker-launch wants
a listening socket as descriptor 3 and somebody at the journal's socket, and it asks the bus itself for systemd, which may be absent.
The journal is a real one too, in /run/log/journal, but that it hears nothing of this computer's kernel.
"""
import os, socket, subprocess, sys, time

kind, folder = sys.argv[1:]
SOCKET = '/run/dbus/system_bus_socket'
USERS = {'understory': 61000, 'ada': 61001, 'bob': 61002, 'fay': 61003, 'gil': 61004, 'hal': 61005}
# The password of ada is `right`.
HASH = '$6$understory$vCpAhk8Fv3FxTxEAm1aw2j4n.jQjRyxthwavs1vNM1L5BUHN0gNfXQpi.OnRCylZJ2jmZtU25GwEWB4dhUFBc1'
children = []


def sh(*command):
    subprocess.run(command, check=True)


def tmpfs(path):
    os.makedirs(path, exist_ok=True)
    sh('mount', '-t', 'tmpfs', 'tmpfs', path)
    os.chmod(path, 0o755)


def over(path, source):
    if os.path.isdir(source):
        os.makedirs(path, exist_ok=True)
        os.chmod(source, 0o755)
        for name in os.listdir(source):
            os.chmod(os.path.join(source, name), 0o644)
    sh('mount', '--bind', source, path)


def with_lines(path, lines, mode):
    text = open(path).read()
    copy = os.path.join(folder, os.path.basename(path))
    with open(copy, 'w') as out:
        out.write(text.rstrip('\n') + '\n' + ''.join(line + '\n' for line in lines))
    os.chmod(copy, mode)
    over(path, copy)


def listening(path):
    one = socket.socket(socket.AF_UNIX)
    one.bind(path)
    one.listen(512)
    os.chmod(path, 0o666)
    return one


def journal():
    tmpfs('/run/log')
    sh('mount', '--bind', '/dev/null', '/dev/kmsg')
    os.makedirs('/run/systemd/journal')
    children.append(subprocess.Popen(['/lib/systemd/systemd-journald'], **quiet))
    until_there('journal', lambda: os.path.exists('/run/systemd/journal/socket'))


def until_there(what, there):
    end = time.monotonic() + 10
    while not there():
        if time.monotonic() > end or any(child.poll() is not None for child in children):
            sys.exit('no ' + what)
        time.sleep(0.01)


def names():
    return subprocess.run(['busctl', '--system', '--no-pager', '--no-legend', 'list'], capture_output=True, text=True).stdout


with_lines('/etc/passwd', [f'{n}:x:{i}:{i}::/nonexistent:/bin/sh' for n, i in USERS.items()], 0o644)
with_lines('/etc/group', [f'{n}:x:{i}:' for n, i in USERS.items()], 0o644)
with_lines('/etc/shadow', [f'{n}:{HASH}:19000:0:99999:7:::' for n in USERS], 0o600)
over('/usr/share/polkit-1/actions', os.path.join(folder, 'actions'))
over('/usr/share/polkit-1/rules.d', os.path.join(folder, 'rules'))
tmpfs('/etc/polkit-1/rules.d')
policy = os.path.join(folder, 'bus')
sh('cp', '/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf', policy)
over('/usr/share/dbus-1/system.d', policy)
tmpfs('/usr/share/dbus-1/system-services')
tmpfs('/etc/dbus-1/system.d')
tmpfs('/run/dbus')
tmpfs('/run/systemd')
tmpfs('/run/understory')
tmpfs('/var/lib/understory')
for place in ('/run/understory', '/var/lib/understory'):
    os.chown(place, USERS['understory'], 0)
tmpfs('/run/understory-classes')
for number, entry in enumerate(os.environ['CLASSES'].split(':')):
    if os.path.exists(entry):
        place = f'/run/understory-classes/{number}' + ('.jar' if entry.endswith('.jar') else '')
        os.mkdir(place) if os.path.isdir(entry) else open(place, 'w').close()
        sh('mount', '--bind', entry, place)
quiet = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.DEVNULL, 'stderr': open(os.path.join(folder, 'log'), 'ab')}
journal()
if kind == 'dbus-daemon':
    children.append(subprocess.Popen(['dbus-daemon', '--config-file=/usr/share/dbus-1/system.conf', '--nofork', '--nopidfile'], **quiet))
else:
    with_socket = '[ $1 = 3 ] || exec 3<&$1; LISTEN_FDS=1 LISTEN_PID=$$ exec dbus-broker-launch --scope system --config-file $2'
    passed = listening(SOCKET)
    children.append(subprocess.Popen(
        ['sh', '-c', with_socket, 'sh', str(passed.fileno()), '/usr/share/dbus-1/system.conf'],
        pass_fds=[passed.fileno()], **quiet))
until_there('bus', lambda: os.path.exists(SOCKET) and 'org.freedesktop.DBus' in names())
children.append(subprocess.Popen(['/usr/lib/polkit-1/polkitd'], **quiet))
until_there('polkitd', lambda: 'org.freedesktop.PolicyKit1 ' in names())
print('ready', os.getpid(), children[-1].pid, flush=True)
sys.stdin.read()
for child in reversed(children):
    child.kill()
    child.wait()
