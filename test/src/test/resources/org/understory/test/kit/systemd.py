"""A computer of its own: systemd as its first process, in a container, on disks of its own: `systemd.py FOLDER BASE INSTALLED`.

BASE is the repository that test/system/base makes, INSTALLED what installer/system laid out. The system has two deployments, versions 1
and 2 of the branch `stable`; version 3 waits in the remote `origin`. What the initramfs does is done here: it finds out which deployment
the boot entries start, mounts it, and says so in /run/ostree-booted. Where FOLDER/image.json is, version 2 is made from the container image that
it describes: the arguments with the metadata of its commit, and its origin.

Takes one order a line and answers with one line: `boot N` starts the entry at place N and gives the number of its first process and the
folder of its deployment; `again` waits until it restarts by itself, starts the default entry and gives the same; `down` shuts it down. Ends with its
standard input. Only the two disks are mounted where others see them.
"""
import ctypes, glob, json, os, signal, socket, subprocess, sys

folder, base, installed = sys.argv[1:]
sysroot = folder + '/sysroot'
# With which nspawn leaves a restart to others (its --keep-unit).
RESTART = 133
container = None
leader = running = ''


def sh(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def disk(name, megabytes, place):
    image = f'{folder}/{name}.img'
    with open(image, 'w') as file:
        file.truncate(megabytes << 20)
    sh('mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=1,lazy_journal_init=1', image)
    os.makedirs(place, exist_ok=True)
    sh('mount', '-o', 'loop', image, place)


def commit(version):
    open(f'{installed}/usr/lib/version-{version}', 'w').close()
    sh('ostree', 'commit', '--repo=' + repo, '--branch=stable', '--tree=ref=base', '--tree=dir=' + installed, '--fsync=no',
       f'--add-metadata-string=version={version}', f'--timestamp=203{version}-01-01 00:00:00 +0000')


def deploy(*what):
    sh('ostree', '--repo=' + own, 'pull-local', '--disable-fsync', '--remote=origin', repo, 'stable')
    sh('ostree', 'admin', 'deploy', '--sysroot=' + sysroot, '--os=main', '--karg=root=LABEL=root', '--karg=rw', *what,
       stderr=subprocess.DEVNULL)


def deploy_image(image):
    deploy('origin:stable')
    sh('ostree', 'commit', '--repo=' + own, '--branch=' + image['ref'], '--tree=ref=origin:stable', '--fsync=no', *image['metadata'])
    with open(folder + '/origin', 'w') as file:
        file.write('[origin]\ncontainer-image-reference=' + image['reference'] + '\n')
    deploy('--origin-file=' + folder + '/origin', image['ref'])


def entries():
    all = []
    for entry in glob.glob(sysroot + '/boot/loader/entries/*.conf'):
        fields = dict(line.rstrip('\n').split(' ', 1) for line in open(entry) if ' ' in line)
        all.append((int(fields['version']), fields['options']))
    return [options for _, options in sorted(all, reverse=True)]


def bind(source, place, read_only=False):
    sh('mount', '--bind', source, place)
    if read_only:
        sh('mount', '-o', 'remount,bind,ro', place)


def boot(place):
    global container, running
    options = entries()[place]
    link = next(each[7:] for each in options.split() if each.startswith('ostree='))
    root = running = os.path.realpath(sysroot + link)
    stateroot = os.path.dirname(os.path.dirname(root))
    bind(root, root)
    bind(root + '/usr', root + '/usr', True)
    bind(sysroot, root + '/sysroot', True)
    bind(sysroot + '/boot', root + '/boot', True)
    bind(stateroot + '/var', root + '/var')
    open(folder + '/booted', 'w').close()
    with open(folder + '/cmdline', 'w') as file:
        file.write(options + '\n')
    # The mounts are as an initramfs leaves them; this service would change them, as it knows of no container.
    arguments = options.split() + ['systemd.mask=ostree-remount.service']
    log = open(folder + '/log', 'ab')
    container = subprocess.Popen(
        ['systemd-nspawn', '--quiet', '--register=no', '--keep-unit', '--private-network', '--notify-ready=yes', '--link-journal=no',
         '--resolv-conf=off', '--timezone=off', '--console=pipe', '--directory=' + root,
         f'--bind-ro={folder}/booted:/run/ostree-booted', f'--bind-ro={repo}:/run/far', '--boot'] + arguments,
        env={'PATH': os.environ['PATH'], 'SYSTEMD_NSPAWN_UNIFIED_HIERARCHY': '1', 'NOTIFY_SOCKET': folder + '/notify'},
        stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    return started()


def started():
    leader = None
    while True:
        for line in notes.recv(4096).decode().split('\n'):
            if line.startswith('X_NSPAWN_LEADER_PID='):
                leader = line[20:]
            elif line == 'READY=1' and leader:
                return leader


def over(status):
    if container.wait() != status:
        sys.exit('it ended otherwise')
    sh('sh', '-c', 'awk -v s="$1/ostree/deploy" \'index($5, s) == 1 { print $5 }\' /proc/self/mountinfo | tac | xargs -r umount', 'sh', sysroot)


outside = os.open('/proc/self/ns/mnt', os.O_RDONLY)
disk('root', 3000, sysroot)
disk('boot', 100, sysroot + '/boot')
CLONE_NEWNS = 0x20000
if ctypes.CDLL(None).unshare(CLONE_NEWNS):
    sys.exit('no mounts of its own')
sh('mount', '--make-rprivate', '/')
repo, own = folder + '/repo', sysroot + '/ostree/repo'
sh('cp', '-al', base, repo)
sh('ostree', 'admin', 'init-fs', '--modern', sysroot)
sh('ostree', 'admin', 'os-init', '--sysroot=' + sysroot, 'main')
for key in ('sysroot.readonly=true', 'sysroot.bootloader=none'):
    sh('ostree', '--repo=' + own, 'config', 'set', *key.split('='))
sh('ostree', '--repo=' + own, 'remote', 'add', '--no-gpg-verify', 'origin', 'file:///run/far')
commit(1)
deploy('origin:stable')
commit(2)
if os.path.exists(folder + '/image.json'):
    with open(folder + '/image.json') as file:
        deploy_image(json.load(file))
else:
    deploy('origin:stable')
commit(3)
notes = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notes.bind(folder + '/notify')
print('ready', flush=True)
try:
    for order in sys.stdin:
        word, *rest = order.split()
        if word == 'boot':
            leader = boot(int(rest[0]))
        elif word == 'again':
            over(RESTART)
            leader = boot(0)
        else:
            # systemd(1): power off.
            os.kill(int(leader), signal.SIGRTMIN + 4)
            over(0)
        print(leader, running, flush=True)
finally:
    if container and container.poll() is None:
        # It alone would leave its first process behind.
        children = open(f'/proc/{container.pid}/task/{container.pid}/children').read().split()
        container.kill()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        container.wait()
    sh('nsenter', f'--mount=/proc/self/fd/{outside}', 'umount', '--recursive', sysroot, pass_fds=[outside])
