"""Polkit's own agent for terminals, and somebody who types: `typist.py PID START UID PASSWORD`.

So that PAM is asked as well: polkit's helper that runs as root, the machine's PAM configuration, and the password file of the lab.
Says `registered`, then what the terminal showed, as JSON.
"""
import json, os, pty, sys, termios, time

process, start, password = sys.argv[1], sys.argv[2], sys.argv[4]
registered, tell = os.pipe()
os.set_inheritable(tell, True)
child, terminal = pty.fork()
if child == 0:
    os.execvp('pkttyagent', ['pkttyagent', '--process', process + ',' + start, '--notify-fd', str(tell)])
os.close(tell)
os.read(registered, 1)
print('registered', flush=True)
shown = b''
while not shown.rstrip().endswith(b'Password:'):
    shown += os.read(terminal, 4096)
# What is typed before the echo is off would be thrown away.
while termios.tcgetattr(terminal)[3] & termios.ECHO:
    time.sleep(0.01)
os.write(terminal, password.encode() + b'\n')
while b'AUTHENTICATION COMPLETE' not in shown and b'AUTHENTICATION FAILED' not in shown:
    shown += os.read(terminal, 4096)
print(json.dumps({'shown': shown.decode()}), flush=True)
sys.stdin.read()
