"""An authentication agent for another process: `agent.py PID START UID MODE [PASSWORD]`; registered as root.

MODE: right (answers for the first identity), wrong (ends without an answer), dismissed (the agent's error Cancelled), never.
Says `registered`, then for each prompt one JSON line with what the person would see.
"""
import json, sys
from gi.repository import Gio, GLib

pid, start, uid, mode = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
AUTHORITY = ('org.freedesktop.PolicyKit1', '/org/freedesktop/PolicyKit1/Authority', 'org.freedesktop.PolicyKit1.Authority')
XML = """<node><interface name='org.freedesktop.PolicyKit1.AuthenticationAgent'>
<method name='BeginAuthentication'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
<arg type='a{ss}' direction='in'/><arg type='s' direction='in'/><arg type='a(sa{sv})' direction='in'/></method>
<method name='CancelAuthentication'><arg type='s' direction='in'/></method></interface></node>"""
bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)


def told(connection, sender, path, interface, member, parameters, call):
    if member == 'CancelAuthentication':
        print(json.dumps({'cancelled': True}), flush=True)
        call.return_value(None)
        return
    action, message, icon, details, cookie, identities = parameters.unpack()
    print(json.dumps({'action': action, 'message': message, 'details': details}), flush=True)
    if mode == 'right':
        answer = GLib.Variant.new_tuple(GLib.Variant('u', 0), GLib.Variant('s', cookie), parameters.get_child_value(5).get_child_value(0))
        # Not waited for here: polkitd checks who this is by asking the bus.
        bus.call(*AUTHORITY, 'AuthenticationAgentResponse2', answer, None, 0, -1, None, lambda *_: call.return_value(None))
    elif mode == 'wrong':
        call.return_value(None)
    elif mode == 'dismissed':
        call.return_dbus_error('org.freedesktop.PolicyKit1.Error.Cancelled', 'dismissed')
    else:
        waiting.append(call)


waiting = []
bus.register_object('/agent', Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], told, None, None)
subject = ('unix-process', {'pid': GLib.Variant('u', pid), 'start-time': GLib.Variant('t', start), 'uid': GLib.Variant('i', uid)})
bus.call_sync(*AUTHORITY, 'RegisterAuthenticationAgent', GLib.Variant('((sa{sv})ss)', (subject, 'C', '/agent')), None, 0, -1, None)
print('registered', flush=True)
GLib.MainLoop().run()
