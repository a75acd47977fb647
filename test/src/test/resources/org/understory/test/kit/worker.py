"""A worker without a system: `worker.py SOCKET OWNER OUTCOME`. Each connection is a process, as with systemd's Accept=yes.

The request's "work" says what it does: quick, steps (progress for a second), busy (many lines), hang (until cancelled),
commit (past the point of no return, until told to end), crash, mute (ends without a word), outlive (a second, whoever listens).
"""
import json, os, select, signal, socket, sys, time

path, owner, outcome = sys.argv[1], int(sys.argv[2]), sys.argv[3]
listening = socket.socket(socket.AF_UNIX)
listening.bind(path)
os.chown(path, owner, 0)
os.chmod(path, 0o600)
# Where the front looks for one that mounts for all.
os.symlink(path, os.path.dirname(path) + '/unlocker')
listening.listen(4)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
signal.signal(signal.SIGPIPE, signal.SIG_IGN)
print('ready', flush=True)


def say(to, **line):
    try:
        to.sendall(json.dumps(line).encode() + b'\n')
    except OSError:
        pass  # nobody listens; the work goes on


def finish(to, request, **line):
    text = dict(line, type='finished', id=request['id'])
    with open(outcome + '.new', 'w') as file:
        json.dump(text, file)
    os.rename(outcome + '.new', outcome)
    say(to, **text)


def serve(to):
    data = b''
    while b'\n' not in data:
        data += to.recv(65536)
    request = json.loads(data)
    work = json.loads(request['request'])['work']
    say(to, type='phase', phase=work, pid=os.getpid(), uid=os.getuid())
    if work == 'steps' or work == 'outlive':
        for step in range(20):
            say(to, type='progress', fraction=step / 20)
            time.sleep(0.05)
    elif work == 'busy':
        for step in range(5000):
            say(to, type='progress', fraction=step / 5000)
            if step % 500 == 0:
                say(to, type='note', text=str(step))
        say(to, type='odd')
        to.sendall(b'not json\n{"no":"type"}\n[1]\n')
    elif work == 'hang':
        to.recv(65536)
        return finish(to, request, outcome='cancelled')
    elif work == 'commit':
        say(to, type='committing')
        time.sleep(1)
    elif work == 'crash':
        os.kill(os.getpid(), signal.SIGKILL)
    elif work == 'mute':
        return
    finish(to, request, outcome='succeeded')


while True:
    connection, _ = listening.accept()
    if os.fork() == 0:
        serve(connection)
        os._exit(0)
    connection.close()
