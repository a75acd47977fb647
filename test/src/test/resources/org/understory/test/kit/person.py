"""Somebody on the bus who can say anything: a D-Bus client down to the bytes, with a codec of its own.

Reads one JSON command a line and answers with one line. {"do": NAME, …arguments of the function below…}
"""
import json, os, select, socket, struct, sys, time

ALIGN = {'y': 1, 'b': 4, 'n': 2, 'q': 2, 'i': 4, 'u': 4, 'x': 8, 't': 8, 'd': 8, 's': 4, 'o': 4, 'g': 1, 'a': 4, '(': 8, '{': 8, 'v': 1, 'h': 4}
FIXED = {'y': 'B', 'b': 'I', 'n': 'h', 'q': 'H', 'i': 'i', 'u': 'I', 'x': 'q', 't': 'Q', 'd': 'd', 'h': 'I'}


def first(sig):
    """The length of the first complete type of a signature."""
    if sig[0] == 'a':
        return 1 + first(sig[1:])
    if sig[0] in '({':
        at = 1
        while sig[at] not in ')}':
            at += first(sig[at:])
        return at + 1
    return 1


def types(sig):
    while sig:
        n = first(sig)
        yield sig[:n]
        sig = sig[n:]


def put(out, sig, value):
    out.extend(b'\0' * (-len(out) % ALIGN[sig[0]]))
    kind = sig[0]
    if kind in FIXED:
        out.extend(struct.pack('<' + FIXED[kind], value))
    elif kind in 'so':
        raw = value.encode()
        out.extend(struct.pack('<I', len(raw)) + raw + b'\0')
    elif kind == 'g':
        raw = value.encode()
        out.extend(bytes([len(raw)]) + raw + b'\0')
    elif kind == 'v':
        put(out, 'g', value[0])
        put(out, value[0], value[1])
    elif kind == 'a':
        at = len(out)
        out.extend(b'\0\0\0\0')
        out.extend(b'\0' * (-len(out) % ALIGN[sig[1]]))
        start = len(out)
        for one in value.items() if isinstance(value, dict) else value:
            put(out, sig[1:], one)
        out[at:at + 4] = struct.pack('<I', len(out) - start)
    else:
        for part, one in zip(types(sig[1:-1]), value):
            put(out, part, one)


def get(data, at, sig):
    at += -at % ALIGN[sig[0]]
    kind = sig[0]
    if kind in FIXED:
        size = struct.calcsize(FIXED[kind])
        return struct.unpack_from('<' + FIXED[kind], data, at)[0], at + size
    if kind in 'so':
        n = struct.unpack_from('<I', data, at)[0]
        return data[at + 4:at + 4 + n].decode(), at + 5 + n
    if kind == 'g':
        return data[at + 1:at + 1 + data[at]].decode(), at + 2 + data[at]
    if kind == 'v':
        inner, at = get(data, at, 'g')
        return get(data, at, inner)
    if kind == 'a':
        n = struct.unpack_from('<I', data, at)[0]
        at += 4
        at += -at % ALIGN[sig[1]]
        end, found = at + n, []
        while at < end:
            one, at = get(data, at, sig[1:])
            found.append(one)
        return (dict(found) if sig[1] == '{' else found), at
    found = []
    for part in types(sig[1:-1]):
        one, at = get(data, at, part)
        found.append(one)
    return found, at


def pack(kind, serial, fields, sig='', args=(), flags=0, body=None):
    if body is None:
        body = bytearray()
        for part, one in zip(types(sig), args):
            put(body, part, one)
    if sig:
        fields = fields + [(8, ('g', sig))]
    head = bytearray()
    put(head, 'y', ord('l'))
    put(head, 'y', kind)
    put(head, 'y', flags)
    put(head, 'y', 1)
    put(head, 'u', len(body))
    put(head, 'u', serial)
    put(head, 'a(yv)', fields)
    head.extend(b'\0' * (-len(head) % 8))
    return bytes(head + body)


class Connection:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect('/run/dbus/system_bus_socket')
        self.socket.sendall(b'\0AUTH EXTERNAL ' + str(os.getuid()).encode().hex().encode() + b'\r\nBEGIN\r\n')
        greeting = b''
        while not greeting.endswith(b'\r\n'):
            greeting += self.socket.recv(1)
        self.serial, self.buffer, self.signals, self.replies = 0, b'', [], {}
        self.name = self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'Hello')['body'][0]

    def next(self):
        self.serial += 1
        return self.serial

    def read(self, end):
        """One message into signals or replies; False when time is up."""
        while True:
            if len(self.buffer) >= 16:
                body, _, fields = struct.unpack_from('<III', self.buffer, 4)
                start = 16 + fields + -fields % 8
                if len(self.buffer) >= start + body:
                    break
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.socket], [], [], left)[0]:
                return False
            got = self.socket.recv(1 << 16)
            if not got:
                raise ConnectionError('gone')
            self.buffer += got
        message, self.buffer = self.buffer[:start + body], self.buffer[start + body:]
        field = dict(get(message, 12, 'a(yv)')[0])
        at, values = 0, []
        for part in types(field.get(8, '')):
            one, at = get(message[start:], at, part)
            values.append(one)
        told = {'type': message[1], 'sig': field.get(8, ''), 'body': values, 'sender': field.get(7), 'error': field.get(4),
                'path': field.get(1), 'interface': field.get(2), 'member': field.get(3)}
        if message[1] == 4:
            self.signals.append(told)
        else:
            self.replies[field[5]] = told
        return True

    def header(self, dest, path, interface, member):
        fields = [(1, ('o', path)), (3, ('s', member)), (6, ('s', dest))]
        return fields + [(2, ('s', interface))] if interface else fields

    def call(self, dest, path, interface, member, sig='', args=(), flags=0, wait=20):
        serial = self.next()
        self.socket.sendall(pack(1, serial, self.header(dest, path, interface, member), sig, args, flags))
        return self.reply(serial, wait)

    def reply(self, serial, wait=20):
        end = time.monotonic() + wait
        while serial not in self.replies:
            if not self.read(end):
                return {'type': 0, 'error': 'none', 'body': []}
        return self.replies.pop(serial)


connections = {}
HELPER = ('org.understory.Helper1', '/org/understory/Helper1')


def open_(c=0):
    connections[c] = Connection()
    return {'name': connections[c].name}


def close(c=0):
    connections.pop(c).socket.close()
    return {}


def call(c=0, **what):
    return connections[c].call(**what)


def begin_call(c=0, dest='', path='', interface='', member='', sig='', args=()):
    """Sends a call and does not wait."""
    one = connections[c]
    serial = one.next()
    one.socket.sendall(pack(1, serial, one.header(dest, path, interface, member), sig, args))
    return {'serial': serial}


def end_call(c=0, serial=0, wait=20):
    return connections[c].reply(serial, wait)


def match(c=0, rule=''):
    return connections[c].call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'AddMatch', 's', [rule])


def signal(c=0, wait=5, member=None):
    """The next signal of this member that was not told before."""
    one, end = connections[c], time.monotonic() + wait
    while True:
        for told in one.signals:
            if member in (None, told['member']):
                one.signals.remove(told)
                return told
        if not one.read(end):
            return {'type': 0, 'member': None, 'body': []}


def emit(c=0, dest=None, path='', interface='', member='', sig='', args=()):
    one = connections[c]
    fields = [(1, ('o', path)), (2, ('s', interface)), (3, ('s', member))] + ([(6, ('s', dest))] if dest else [])
    one.socket.sendall(pack(4, one.next(), fields, sig, args))
    return {}


def hostile(c=0, kind='', wait=2, code=0):
    """Sends one of the messages that a codec may stumble over, and gives the answer to it if one comes."""
    one = connections[c]
    serial = one.next()
    ask = one.header(*HELPER, 'org.understory.Helper1.Manager', 'GetState')
    if kind == 'field':
        raw = pack(1, serial, ask + [(code, ('s', 'x'))])
    elif kind == 'handle':
        raw = pack(1, serial, ask, 'h', [0])
    elif kind == 'many-handles':
        raw = pack(1, serial, ask, 'ah', [[7, 8, 9]])
    elif kind == 'deep':
        body = bytearray()
        for _ in range(code):
            put(body, 'g', 'v')
        put(body, 'g', 'y')
        put(body, 'y', 7)
        raw = pack(1, serial, ask, 'v', body=bytes(body))
    elif kind == 'structs':
        raw = pack(1, serial, ask, '(' * code + 'y' + ')' * code, body=b'\7')
    elif kind == 'large':
        raw = pack(1, serial, ask, 's', ['x' * code])
    elif kind == 'bytes':
        raw = pack(1, serial, ask, 'ay', body=struct.pack('<I', code) + b'x' * code)
    elif kind == 'no-interface':
        raw = pack(1, serial, one.header(*HELPER, None, 'GetState'))
    elif kind == 'big-endian':
        body = b''
        head = bytearray(b'B\1\0\1' + struct.pack('>II', 0, serial))
        fields = bytearray()
        for number, sig, text in ((1, 'o', HELPER[1]), (2, 's', 'org.understory.Helper1.Manager'), (3, 's', 'GetState'), (6, 's', HELPER[0])):
            fields.extend(b'\0' * (-len(fields) % 8) + bytes([number, 1]) + sig.encode() + b'\0' + struct.pack('>I', len(text)) + text.encode() + b'\0')
        raw = bytes(head + struct.pack('>I', len(fields)) + fields + b'\0' * (-len(fields) % 8))
    elif kind == 'reply':
        raw = pack(2, serial, [(5, ('u', code)), (6, ('s', HELPER[0]))], '(bba{ss})', [(1, 0, {})])
    elif kind == 'error':
        raw = pack(3, serial, [(4, ('s', 'java.lang.Runtime')), (5, ('u', code)), (6, ('s', HELPER[0]))], 's', ['no'])
    elif kind == 'signal-class':
        raw = pack(4, serial, [(1, ('o', '/x')), (2, ('s', 'java.lang.Runtime')), (3, ('s', 'Version')), (6, ('s', HELPER[0]))], 's', ['x'])
    elif kind == 'signature':
        raw = pack(1, serial, ask, 'a' * 32 + 'y', body=b'\0' * 4)
    else:
        raise ValueError(kind)
    try:
        one.socket.sendall(raw)
        return one.reply(serial, wait)
    except (ConnectionError, OSError) as failure:
        connections.pop(c)
        return {'type': -1, 'error': str(failure), 'body': []}


def flood(count=200, size=0, seconds=1.0):
    """Opens this many connections and sends calls of this size on all of them; tells how many were sent."""
    crowd = []
    refused = ''
    for _ in range(count):
        try:
            crowd.append(Connection())
        except (ConnectionError, OSError, IndexError) as failure:
            refused = repr(failure)
            break
    sent, end = 0, time.monotonic() + seconds
    alive = list(crowd)
    while time.monotonic() < end and alive:
        for one in list(alive):
            raw = pack(1, one.next(), one.header(*HELPER, 'org.understory.Helper1.Manager', 'GetState'), 's' if size else '', ['x' * size])
            try:
                one.socket.sendall(raw)
                sent += 1
                while one.read(time.monotonic()):
                    one.replies.clear()
            except (ConnectionError, OSError):
                alive.remove(one)
            if time.monotonic() > end:
                break
    for one in crowd:
        one.socket.close()
    return {'opened': len(crowd), 'sent': sent, 'refused': refused, 'alive': len(alive)}


def me():
    start = open('/proc/self/stat').read().rsplit(')', 1)[1].split()[19]
    return {'pid': os.getpid(), 'start': int(start), 'uid': os.getuid()}


here = {'open': open_, 'close': close, 'call': call, 'begin_call': begin_call, 'end_call': end_call, 'match': match, 'signal': signal,
        'emit': emit, 'hostile': hostile, 'flood': flood, 'me': me}
for line in sys.stdin:
    command = json.loads(line)
    try:
        answer = here[command.pop('do')](**command)
    except Exception as failure:  # told to the test, which fails by it
        answer = {'failure': repr(failure)}
    print(json.dumps(answer), flush=True)
