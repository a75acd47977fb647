"""Stands in for rpm-ostreed, which Debian 12 does not have.

What is real: GLib's D-Bus on both kinds of connection, the interface as rpm-ostree 2026.2 describes it, libostree for every change,
and so every fact that is told: it is what is on the disk. What is not: packages. One that is layered is a file and a line in the
list of the commit, and repositories of packages there are none, so advisories are those of the commit. Who is allowed to do what is
told by the test, and what systemd says of the program that drives the updates. Of a package that is handed over as an open file, what
rpm says of its header is real, and the file that is layered holds the checksum of all that came.

Arguments: address of the bus, socket for transactions as it is seen here, the same as it is seen by others.
"""

import hashlib
import os
import subprocess
import sys
import threading
import time

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree

NAME = "org.projectatomic.rpmostree1"
BASE = "/org/projectatomic/rpmostree1"
FAILED = "org.projectatomic.rpmostreed.Error.Failed"
BUSY = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code26"


def method(name, inward="", outward=""):
    arguments = "".join(
        f'<arg type="{kind}" name="a{i}" direction="{direction}"/>'
        for direction, kinds in (("in", inward), ("out", outward))
        for i, kind in enumerate(kinds.split()))
    return f'<method name="{name}">{arguments}</method>'


def signal(name, kinds=""):
    arguments = "".join(f'<arg type="{kind}" name="a{i}"/>' for i, kind in enumerate(kinds.split()))
    return f'<signal name="{name}">{arguments}</signal>'


def properties(**kinds):
    return "".join(f'<property name="{name}" type="{kind}" access="read"/>' for name, kind in kinds.items())


def interface(name, *parts):
    return f'<interface name="{name}">{"".join(parts)}</interface>'


XML = "<node>" + "".join([
    interface(
        NAME + ".Sysroot",
        properties(
            Booted="o", Path="s", ActiveTransaction="(sss)", ActiveTransactionPath="s", AutomaticUpdatePolicy="s",
            Deployments="aa{sv}"),
        method("RegisterClient", "a{sv}"),
        method("UnregisterClient", "a{sv}"),
        method("Reload"),
        method("ReloadConfig"),
        method("GetOS", "s", "o")),
    interface(
        NAME + ".OS",
        properties(
            BootedDeployment="a{sv}", DefaultDeployment="a{sv}", RollbackDeployment="a{sv}", CachedUpdate="a{sv}",
            HasCachedUpdateRpmDiff="b", Name="s"),
        method("RefreshMd", "a{sv}", "s"),
        method("AutomaticUpdateTrigger", "a{sv}", "b s"),
        method("UpdateDeployment", "a{sv} a{sv}", "s"),
        method("KernelArgs", "s as as as a{sv}", "s"),
        method("Cleanup", "as", "s"),
        method("FinalizeDeployment", "a{sv}", "s"),
        method("Rollback", "a{sv}", "s")),
    interface(
        NAME + ".Transaction",
        properties(Title="s", InitiatingClientDescription="s"),
        method("Cancel"),
        method("Start", "", "b"),
        signal("Finished", "b s"),
        signal("Message", "s"),
        signal("TaskBegin", "s"),
        signal("TaskEnd", "s"),
        signal("PercentProgress", "s u"),
        signal("DownloadProgress", "(tt) (uu) (uuu) (uuut) (uu) (tt)"),
        signal("SignatureProgress", "av s"),
        signal("ProgressEnd")),
    interface("org.freedesktop.systemd1.Manager", method("LoadUnit", "s", "o")),
    interface("org.freedesktop.systemd1.Unit", properties(ActiveState="s")),
    interface("org.freedesktop.systemd1.Service", properties(StatusText="s")),
    # How a test tells what is to happen.
    interface("org.understory.test.Control", method("Set", "s s"), method("Get", "s", "s"), method("Install", "s s"),
              method("Check", "s"), method("Drive", "s s")),
]) + "</node>"

NODE = Gio.DBusNodeInfo.new_for_xml(XML)


class Refused(Exception):
    def __init__(self, name, text):
        super().__init__(text)
        self.name = name


def open_sysroot():
    sysroot = OSTree.Sysroot.new(Gio.File.new_for_path("/"))
    sysroot.initialize()
    sysroot.set_mount_namespace_in_use()
    sysroot.load(None)
    return sysroot


def origin_text(origin, group, key):
    try:
        return origin.get_string(group, key)
    except GLib.Error:
        return None


def origin_list(origin, group, key):
    try:
        return [text for text in origin.get_string_list(group, key) if text]
    except GLib.Error:
        return []


def nevras(origin, group, key):
    return [text.partition(":")[2] for text in origin_list(origin, group, key)]


def filtered(commit):
    """As filter_commit_meta: without what is told elsewhere."""
    kept = GLib.VariantDict.new(commit.get_child_value(0))
    for key in ("rpmdb.pkglist", "advisories", "packages", "modules", "spec", "removed-base-packages",
                "replaced-base-packages", "replaced-base-remote-packages"):
        kept.remove("rpmostree." + key)
    return kept.end()


def details(prefix, commit):
    """As variant_add_commit_details."""
    found = {prefix + "timestamp": ("t", OSTree.commit_get_timestamp(commit))}
    version = commit.get_child_value(0).lookup_value("version", None)
    if version:
        found[prefix + "version"] = ("s", version.unpack())
    return found


def refspec_of(origin):
    return origin_text(origin, "origin", "baserefspec") or origin_text(origin, "origin", "refspec")


def metadata(repo, checksum):
    return repo.load_commit(checksum)[1].get_child_value(0).unpack()


class Transaction:
    """One change, with the server for whoever wants to hear of it."""

    def __init__(self, daemon, caller, name, parameters, title, work):
        self.daemon = daemon
        self.caller = caller
        self.name = name
        self.parameters = parameters
        self.title = title
        self.work = work
        self.started = False
        self.finished = None
        self.peers = set()
        self.cancellable = Gio.Cancellable.new()
        self.description = daemon.description(caller)
        self.sysroot = open_sysroot()
        if not self.sysroot.try_lock()[1]:
            raise Refused(BUSY, "System transaction in progress")
        here = daemon.socket
        if os.path.exists(here):
            os.unlink(here)
        self.server = Gio.DBusServer.new_sync(
            "unix:path=" + here, Gio.DBusServerFlags.NONE, Gio.dbus_generate_guid(), None, None)
        os.chmod(here, 0o666)
        self.server.connect("new-connection", self.came)
        self.server.start()
        self.watch = Gio.bus_watch_name_on_connection(
            daemon.connection, caller, Gio.BusNameWatcherFlags.NONE, None, self.vanished)

    def vanished(self, _connection, _name):
        if self.watch and not self.started:
            Gio.bus_unwatch_name(self.watch)
            self.watch = 0
            self.daemon.note("given up before it was started")
            self.close()

    def came(self, _server, connection):
        info = NODE.lookup_interface(NAME + ".Transaction")
        connection.register_object("/", info, self.called, self.property, None)
        connection.connect("closed", self.left)
        self.peers.add(connection)
        return True

    def left(self, connection, _vanished, _error):
        self.daemon.heard.append("left")
        self.peers.discard(connection)
        self.maybe_close()

    def maybe_close(self):
        """The sysroot is free once it is over and nobody listens any more."""
        if self.finished and not self.peers:
            self.close()

    def close(self):
        self.server.stop()
        self.sysroot.unlock()
        if self.daemon.transaction is self:
            self.daemon.transaction = None
            self.daemon.tell()

    def property(self, _connection, _sender, _path, _interface, name):
        return GLib.Variant("s", self.title if name == "Title" else self.description)

    def called(self, connection, _sender, _path, _interface, name, _parameters, invocation):
        if name == "Cancel":
            if self.daemon.settings.get("cancel") == "no":
                invocation.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "not yours")
                return
            self.daemon.heard.append("cancelled")
            self.cancellable.cancel()
            invocation.return_value(None)
            return
        self.daemon.heard.append("start")
        mine = not self.started
        self.started = True
        if mine:
            Gio.bus_unwatch_name(self.watch)
            self.watch = 0
            threading.Thread(target=self.execute, daemon=True).start()
        invocation.return_value(GLib.Variant("(b)", (mine,)))
        if self.finished:
            connection.emit_signal(None, "/", NAME + ".Transaction", "Finished", self.finished)

    def emit(self, name, parameters):
        for peer in list(self.peers):
            peer.emit_signal(None, "/", NAME + ".Transaction", name, parameters)

    def say(self, text):
        self.emit("Message", GLib.Variant("(s)", (text,)))

    def task(self, text):
        self.emit("TaskBegin", GLib.Variant("(s)", (text,)))
        self.emit("TaskEnd", GLib.Variant("(s)", ("done",)))

    def execute(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        try:
            self.daemon.pause("before-work", self.cancellable)
            if self.daemon.settings.get("fail"):
                raise Refused(FAILED, self.daemon.settings["fail"])
            self.work(self)
            result = (True, "")
        except GLib.Error as error:
            result = (False, error.message)
        except Refused as error:
            result = (False, str(error))
        finally:
            context.pop_thread_default()
        GLib.idle_add(self.end, result)

    def end(self, result):
        self.finished = GLib.Variant("(bs)", result)
        if self.daemon.settings.get("vanish") == "before-finished":
            os._exit(1)
        self.daemon.reload()
        self.emit("Finished", self.finished)
        self.sysroot.unlock()
        self.maybe_close()
        return False


class Quiet:
    """One that nobody listens to."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.sysroot = open_sysroot()
        self.cancellable = Gio.Cancellable.new()

    def say(self, text):
        pass

    task = say

    def emit(self, name, parameters):
        pass


class Daemon:
    def __init__(self, bus, socket, told):
        self.socket = socket
        self.told = told
        self.settings = {"policy": "none"}
        self.transaction = None
        self.events = []
        self.heard = []
        self.clients = {}
        self.cached = None
        self.sysroot = open_sysroot()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            bus,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None,
            None)
        self.export(BASE + "/Sysroot", NAME + ".Sysroot", self.sysroot_called, self.sysroot_property)
        self.export("/control", "org.understory.test.Control", self.control_called, None)
        self.exported = {}
        self.last_told = {}
        unit = "/org/freedesktop/systemd1/unit/driver"
        self.export("/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", self.systemd_called, None)
        self.export(unit, "org.freedesktop.systemd1.Unit", None, self.systemd_property)
        self.export(unit, "org.freedesktop.systemd1.Service", None, self.systemd_property)
        Gio.bus_own_name_on_connection(
            self.connection, "org.freedesktop.systemd1", Gio.BusNameOwnerFlags.NONE, None, None)
        self.reload()
        Gio.bus_own_name_on_connection(self.connection, NAME, Gio.BusNameOwnerFlags.NONE, self.ready, None)

    def ready(self, _connection, _name):
        print("ready", flush=True)

    def export(self, path, interface_name, called, property_of):
        self.connection.register_object(path, NODE.lookup_interface(interface_name), called, property_of, None)

    def note(self, text):
        self.events.append(text)

    def description(self, caller):
        """As rpmostreed_daemon_client_get_string."""
        if caller not in self.clients:
            return "caller " + caller
        called = f"id:{self.clients[caller]} " if self.clients[caller] else ""
        unit = self.settings.get("unit", "user@1000.service")
        return f"client({called}dbus{caller} unit:{unit} uid:1000)"

    def pause(self, place, cancellable):
        while self.settings.get("pause") == place and not cancellable.is_cancelled():
            time.sleep(0.01)
        cancellable.set_error_if_cancelled()

    def reload(self):
        self.sysroot.load_if_changed(None)
        self.sysroot.repo().reload_config(None)
        for osname in {each.get_osname() for each in self.sysroot.get_deployments()}:
            path = BASE + "/" + osname.replace("-", "_")
            if path not in self.exported:
                self.exported[path] = osname
                self.export(path, NAME + ".OS", self.os_called, self.os_property)
        self.tell()
        return False

    # What it tells.

    def tell(self):
        """As a GDBus skeleton: what is no longer as it was last told."""
        objects = [(BASE + "/Sysroot", NAME + ".Sysroot", self.sysroot_property)]
        objects += [(path, NAME + ".OS", self.os_property) for path in self.exported]
        for path, part, property_of in objects:
            changed = {}
            for each in NODE.lookup_interface(part).properties:
                value = property_of(None, None, path, part, each.name)
                before = self.last_told.get((path, each.name))
                if before is None or not before.equal(value):
                    self.last_told[(path, each.name)] = value
                    changed[each.name] = value
            if changed:
                self.connection.emit_signal(
                    None, path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                    GLib.Variant("(sa{sv}as)", (part, changed, [])))

    def deployment(self, each):
        repo = self.sysroot.repo()
        origin = each.get_origin()
        booted = self.sysroot.get_booted_deployment()
        checksum = each.get_csum()
        commit = repo.load_commit(checksum)[1]
        meta = metadata(repo, checksum)
        told = {
            "id": ("s", f"{each.get_osname()}-{checksum}.{each.get_deployserial()}"),
            "osname": ("s", each.get_osname()),
            "checksum": ("s", checksum),
            "serial": ("i", each.get_deployserial()),
            "booted": ("b", booted is not None and booted.equal(each)),
            "staged": ("b", each.is_staged()),
            "pinned": ("b", each.is_pinned()),
            "unlocked": ("s", "none"),
            "regenerate-initramfs": ("b", False),
            "timestamp": ("t", OSTree.commit_get_timestamp(commit)),
            "packages": ("as", meta.get("rpmostree.packages", [])),
            "requested-packages": ("as", origin_list(origin, "packages", "requested")),
            "requested-local-packages": ("as", nevras(origin, "packages", "requested-local")),
            "requested-local-fileoverride-packages": ("as", nevras(origin, "packages", "requested-local-fileoverride")),
            "requested-base-removals": ("as", origin_list(origin, "overrides", "remove")),
            "requested-base-local-replacements": ("as", nevras(origin, "overrides", "replace-local")),
        }
        replaced = [entry.split(",") for entry in origin_list(origin, "overrides", "replace")]
        if replaced:
            told["requested-base-remote-replacements"] = ("a(sas)", [(entry[0], entry[1:]) for entry in replaced])
        for key, name, kind in (
                ("rpmostree.removed-base-packages", "base-removals", "av"),
                ("rpmostree.replaced-base-packages", "base-local-replacements", "a(vv)"),
                ("rpmostree.replaced-base-remote-packages", "base-remote-replacements", "a{sv}")):
            told[name] = (None, commit.get_child_value(0).lookup_value(key, None) or GLib.Variant(kind, []))
        if "version" in meta:
            told["version"] = ("s", meta["version"])
        base = base_of(repo, checksum)
        delivered = repo.load_commit(base)[1]
        if base != checksum:
            told["base-checksum"] = ("s", base)
            told.update(details("base-", delivered))
        if "ostree.endoflife" in metadata(repo, base):
            told["endoflife"] = ("s", metadata(repo, base)["ostree.endoflife"])
        told["base-commit-meta"] = (None, filtered(delivered))
        if base != checksum:
            told["layered-commit-meta"] = (None, filtered(commit))
        refspec = refspec_of(origin)
        if refspec:
            told["origin"] = ("s", refspec)
            remote = refspec.rpartition(":")[0]
            try:
                if remote and remote not in repo.remote_list():
                    raise GLib.Error(f'Remote "{remote}" not found')
                told["gpg-enabled"] = ("b", bool(remote) and repo.remote_get_gpg_verify(remote)[1])
            except GLib.Error as error:
                told["remote-error"] = ("s", error.message)
            pending = repo.resolve_rev(refspec, True)[1]
            if pending and pending != base:
                told["pending-base-checksum"] = ("s", pending)
                told.update(details("pending-base-", repo.load_commit(pending)[1]))
        if told["booted"][1]:
            # The stamp in /run that tells to which start they belong is left out.
            for ref, key in (("live-apply", "live-replaced"), ("live-apply-inprogress", "live-inprogress")):
                live = repo.resolve_rev("rpmostree/" + ref, True)[1]
                if live:
                    told[key] = ("s", live)
        if self.settings.get("odd") in told:
            told[self.settings["odd"]] = ("i", 7)
        if self.settings.get("many"):
            told["requested-packages"] = ("as", ["package-%d" % number for number in range(10000)])
        return {key: GLib.Variant(kind, value) if kind else value for key, (kind, value) in told.items()}

    def deployments(self):
        return GLib.Variant("aa{sv}", [self.deployment(each) for each in self.sysroot.get_deployments()])

    def sysroot_property(self, _connection, _sender, _path, _interface, name):
        transaction = self.transaction
        booted = self.sysroot.get_booted_deployment()
        if name == "Booted":
            return GLib.Variant("o", BASE + "/" + booted.get_osname().replace("-", "_") if booted else "/")
        if name == "Path":
            return GLib.Variant("s", "/")
        if name == "ActiveTransaction":
            values = (transaction.name, transaction.caller, transaction.path) if transaction else ("", "", "")
            return GLib.Variant("(sss)", values)
        if name == "ActiveTransactionPath":
            return GLib.Variant("s", "unix:path=" + self.told if transaction else "")
        if name == "AutomaticUpdatePolicy":
            return GLib.Variant("s", self.settings["policy"])
        return self.deployments()

    def os_property(self, _connection, _sender, path, _interface, name):
        osname = self.exported[path]
        mine = [each for each in self.sysroot.get_deployments() if each.get_osname() == osname]
        booted = [each for each in mine if self.deployment(each)["booted"].unpack()]
        if name == "Name":
            return GLib.Variant("s", osname)
        if name == "HasCachedUpdateRpmDiff":
            return GLib.Variant("b", self.cached is not None)
        if name == "CachedUpdate" and booted:
            return self.cached or GLib.Variant("a{sv}", {})
        found = {
            "BootedDeployment": booted[:1],
            "DefaultDeployment": mine[:1],
            "RollbackDeployment": mine[mine.index(booted[0]) + 1:][:1] if booted else [],
            "CachedUpdate": [],
        }[name]
        return GLib.Variant("a{sv}", self.deployment(found[0]) if found else {})

    # What it is asked.

    def control_called(self, _connection, _sender, _path, _interface, name, parameters, invocation):
        if name == "Install":
            options = {"no-pull-base": True, "allow-inactive": True}
            update(Quiet(self), parameters[0], {"install-packages": [parameters[1]]}, options)
            self.reload()
            invocation.return_value(None)
        elif name == "Check":
            check(Quiet(self), parameters[0])
            self.tell()
            invocation.return_value(None)
        elif name == "Drive":
            update(Quiet(self), parameters[0], {"set-revision": ""}, {"register-driver": parameters[1]})
            invocation.return_value(None)
        elif name == "Set":
            self.settings[parameters[0]] = parameters[1]
            self.tell()
            invocation.return_value(None)
        else:
            lists = {"events": self.events, "heard": self.heard}
            told = "\n".join(lists.get(parameters[0], [])) or self.settings.get(parameters[0], "")
            invocation.return_value(GLib.Variant("(s)", (told,)))

    def sysroot_called(self, _connection, sender, _path, _interface, name, parameters, invocation):
        if name == "GetOS":
            paths = [path for path, osname in self.exported.items() if osname == parameters[0]]
            if paths:
                invocation.return_value(GLib.Variant("(o)", (paths[0],)))
            else:
                invocation.return_dbus_error("org.freedesktop.DBus.Error.Failed", f'OS name "{parameters[0]}" not found')
            return
        if name in ("RegisterClient", "UnregisterClient") and self.settings.get("inactive"):
            invocation.return_dbus_error(
                "org.freedesktop.DBus.Error.AccessDenied", f"rpmostreed Sysroot operation {name} not allowed for user")
            return
        if name == "RegisterClient":
            self.note(f"client {parameters[0].get('id', '')}")
            self.clients[sender] = parameters[0].get("id", "")
        if name == "UnregisterClient":
            self.note("client gone")
            self.clients.pop(sender, None)
        if name == "Reload":
            self.reload()
        invocation.return_value(None)

    def systemd_called(self, _connection, _sender, _path, _interface, _name, _parameters, invocation):
        invocation.return_value(GLib.Variant("(o)", ("/org/freedesktop/systemd1/unit/driver",)))

    def systemd_property(self, _connection, _sender, _path, _interface, name):
        return GLib.Variant("s", self.settings.get(name, "active" if name == "ActiveState" else ""))

    def compute_update(self):
        """As rpmostreed_update_generate_variant; what is kept in /var/cache is kept here."""
        booted = self.sysroot.get_booted_deployment()
        repo = self.sysroot.repo()
        staged = [each for each in self.sysroot.get_deployments() if each.is_staged()]
        old = base_of(repo, booted.get_csum())
        refspec = refspec_of(booted.get_origin())
        new = base_of(repo, staged[0].get_csum()) if staged else repo.resolve_rev(refspec, True)[1] or old
        if new == old:
            self.cached = None
            return
        commit = repo.load_commit(new)[1]
        told = {
            "osname": GLib.Variant("s", booted.get_osname()),
            "checksum": GLib.Variant("s", new),
            "origin": GLib.Variant("s", refspec),
            "ref-has-new-commit": GLib.Variant("b", True),
            "update-sha256": GLib.Variant("s", booted.get_csum()),
        }
        told.update({key: GLib.Variant(*value) for key, value in details("", commit).items()})
        before = {row[0]: row for row in metadata(repo, old).get("rpmostree.rpmdb.pkglist", [])}
        after = {row[0]: row for row in metadata(repo, new).get("rpmostree.rpmdb.pkglist", [])}

        def evr(row):
            return (row[2] + "-" + row[3], row[4])

        changed = [(0, name, evr(before[name]), evr(row)) for name, row in after.items()
                   if name in before and before[name] != row]
        added = [(0, name, *evr(row)) for name, row in after.items() if name not in before]
        removed = [(0, name, *evr(row)) for name, row in before.items() if name not in after]
        if changed or added or removed:
            told["rpm-diff"] = GLib.Variant("a{sv}", {
                "upgraded": GLib.Variant("a(us(ss)(ss))", changed),
                "downgraded": GLib.Variant("a(us(ss)(ss))", []),
                "removed": GLib.Variant("a(usss)", removed),
                "added": GLib.Variant("a(usss)", added),
            })
        advisories = commit.get_child_value(0).lookup_value("rpmostree.advisories", None)
        if advisories:
            told["advisories"] = advisories
        if staged:
            told["deployment"] = GLib.Variant("s", self.deployment(staged[0])["id"].unpack())
        self.cached = GLib.Variant("a{sv}", told)

    def os_called(self, _connection, sender, path, _interface, name, parameters, invocation):
        if self.settings.get("vanish") == "before-answer":
            os._exit(1)
        try:
            if self.settings.get("authorize") == "no":
                raise Refused("org.freedesktop.DBus.Error.AccessDenied", "rpm-ostree: not authorized")
            came = invocation.get_message().get_unix_fd_list()
            files = [came.get(place) for place in range(came.get_length())] if came else []
            invocation.return_value(self.begin(sender, path, name, parameters, files))
        except Refused as refusal:
            invocation.return_dbus_error(refusal.name, str(refusal))

    def begin(self, sender, path, name, parameters, files):
        running = self.transaction
        if running:
            if (running.name, running.parameters) != (name, parameters.unpack()):
                raise Refused(BUSY, f"Transaction in progress: {running.title}")
        else:
            work, title = self.work(self.exported[path], name, parameters.unpack(), files)
            self.transaction = Transaction(self, sender, name, parameters.unpack(), title, work)
            self.transaction.path = path
            self.tell()
        address = "unix:path=" + self.told
        return GLib.Variant("(bs)", (True, address)) if name == "AutomaticUpdateTrigger" else GLib.Variant("(s)", (address,))

    def work(self, osname, name, parameters, files):
        if name == "UpdateDeployment":
            modifiers, options = parameters
            self.note(f"UpdateDeployment {sorted(modifiers.items())} {sorted(options.items())}")
            return lambda t: update(t, osname, modifiers, options, files), options.get("initiating-command-line", "new-deployment")
        if name == "KernelArgs":
            _existing, added, _replaced, removed, options = parameters
            self.note(f"KernelArgs {added} {removed} {sorted(options.items())}")
            return lambda t: kernel_arguments(t, osname, added, removed, options), "kargs"
        if name == "Cleanup":
            self.note(f"Cleanup {parameters[0]}")
            return lambda t: cleanup(t, osname, parameters[0]), "cleanup"
        if name == "RefreshMd":
            self.note(f"RefreshMd {sorted(parameters[0].items())}")
            return lambda t: t.task("Updating metadata for 'updates'"), "refresh-md"
        if name == "FinalizeDeployment":
            self.note(f"FinalizeDeployment {sorted(parameters[0].items())}")
            return lambda t: finish(t, osname, parameters[0]), "finalize-deployment"
        if name == "AutomaticUpdateTrigger":
            self.note(f"AutomaticUpdateTrigger {sorted(parameters[0].items())}")
            return lambda t: check(t, osname), "automatic (check)"
        raise Refused("org.freedesktop.DBus.Error.NotSupported", f"{name} is not played")


# What it does.

def first(transaction, osname):
    """Whose origin and kernel arguments count (rpmostree_syscore_get_origin_merge_deployment)."""
    return next(each for each in transaction.sysroot.get_deployments() if each.get_osname() == osname)


def pull(transaction, refspec):
    """As rpm-ostree: the newest of the branch, wherever that comes from."""
    remote, _, ref = refspec.rpartition(":")
    if not remote:
        return
    progress = OSTree.AsyncProgress.new()
    progress.connect("changed", lambda p: told(transaction, p))
    transaction.sysroot.repo().pull(remote, [ref], OSTree.RepoPullFlags.NONE, progress, transaction.cancellable)
    progress.finish()


def told(transaction, progress):
    number, large = progress.get_uint, progress.get_uint64
    transaction.emit("DownloadProgress", GLib.Variant("((tt)(uu)(uuu)(uuut)(uu)(tt))", (
        (large("start-time"), 0),
        (number("outstanding-fetches"), number("outstanding-writes")),
        (number("scanned-metadata"), number("metadata-fetched"), number("outstanding-metadata-fetches")),
        (number("total-delta-parts"), number("fetched-delta-parts"), number("total-delta-superblocks"),
         large("total-delta-part-size")),
        (number("fetched"), number("requested")),
        (large("bytes-transferred"), 0))))


IMPORTED = {}
"""As its cache of packages: the row of the list and what is layered for it, by NEVRA."""


def import_file(descriptor):
    """As import_local_rpm; the header is read by rpm, and the rest only hashed. Gives sha256:nevra, as origins have it."""
    here = f"/proc/self/fd/{descriptor}"
    asked = "%{NAME}\n%|EPOCH?{%{EPOCH}}:{0}|\n%{VERSION}\n%{RELEASE}\n%{ARCH}\n%{SHA256HEADER}"
    said = subprocess.run(
        ["rpm", "-qp", "--nosignature", "--qf", asked, here], pass_fds=[descriptor], capture_output=True, text=True)
    if said.returncode:
        raise Refused(FAILED, f"Reading metainfo: Verification of {here} failed: {said.stderr}")
    *row, header = said.stdout.split("\n")
    with open(descriptor, "rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    name, epoch, version, release, arch = row
    named = f"{name}-{'' if epoch == '0' else epoch + ':'}{version}-{release}.{arch}"
    IMPORTED[named] = (tuple(row), content)
    return f"{header}:{named}"


def known_as(entry):
    """The NEVRA and the name of sha256:nevra."""
    named = entry.partition(":")[2]
    return named, named.rsplit("-", 2)[0]


def received(modifiers, files):
    """As deploy_transaction_execute: the descriptors that came are those that are named."""
    named = [modifiers.get(key, []) for key in ("install-local-packages", "override-replace-local-packages")]
    expected = sum(len(places) for places in named)
    if expected != len(files):
        raise Refused(FAILED, f"Expected {expected} fds but received {len(files)}")
    return [[import_file(files[place]) for place in places] for places in named]


def update(transaction, osname, modifiers, options, files=()):
    sysroot, repo = transaction.sysroot, transaction.sysroot.repo()
    before = first(transaction, osname)
    fresh = copy(before.get_origin())
    refspec = modifiers.get("set-refspec") or refspec_of(fresh)
    if refspec is None:
        raise Refused(FAILED, "No origin")
    if "register-driver" in options:
        register_driver(options["register-driver"])
        if modifiers.get("set-revision") == "":
            transaction.say("Empty string revision found; registering update driver only")
            return
    requested = origin_list(fresh, "packages", "requested")
    for name in modifiers.get("install-packages", []):
        if name in requested:
            raise Refused(FAILED, f"Package/capability '{name}' is already requested")
        requested.append(name)
    local = origin_list(fresh, "packages", "requested-local")
    replaced = origin_list(fresh, "overrides", "replace-local")
    for name in modifiers.get("uninstall-packages", []):
        brought = [entry for entry in local if name in known_as(entry)]
        if brought:
            local.remove(brought[0])
            continue
        if name not in requested:
            raise Refused(FAILED, f"Package/capability '{name}' is not currently requested")
        requested.remove(name)
    removed = origin_list(fresh, "overrides", "remove")
    for name in modifiers.get("override-reset-packages", []):
        brought = [entry for entry in replaced if name in known_as(entry)]
        if brought:
            replaced.remove(brought[0])
            continue
        if name not in removed:
            raise Refused(FAILED, f"No overrides for package '{name}'")
        removed.remove(name)
    layered, replacing = received(modifiers, files)
    local += layered
    for entry in replacing:
        named, name = known_as(entry)
        replaced = [each for each in replaced if known_as(each)[1] != name]
        if name in removed:
            raise Refused(FAILED, f"Override already exists for package '{named}'")
        replaced.append(entry)
    if not options.get("no-pull-base"):
        pull(transaction, refspec)
    revision = modifiers.get("set-revision", "").removeprefix("revision=")
    base = revision or repo.resolve_rev(refspec, False)[1]
    current = base_of(repo, before.get_csum())
    if options.get("no-pull-base"):
        base = current
    if base == current and not modifiers:
        transaction.say("No upgrade available.")
        return
    present = {row[0] for row in metadata(repo, base).get("rpmostree.rpmdb.pkglist", [])}
    for name in modifiers.get("override-remove-packages", []):
        if name not in present:
            raise Refused(FAILED, f'Package "{name}" not found')
        if name in removed:
            raise Refused(FAILED, f"Override already exists for package '{name}'")
        removed.append(name)
    for name in modifiers.get("install-packages", []):
        if name in present and not options.get("allow-inactive"):
            raise Refused(
                FAILED, f'"{name}" is already provided by: {name}. Use --allow-inactive to explicitly require it.')
    own = bool(requested or removed or local or replaced)
    for group, key in (("origin", "refspec"), ("origin", "baserefspec"), ("origin", "override-commit")):
        try:
            fresh.remove_key(group, key)
        except GLib.Error:
            pass
    fresh.set_string("origin", "baserefspec" if own else "refspec", refspec)
    if revision:
        fresh.set_string("origin", "override-commit", revision)
    for group in ("packages", "overrides"):
        try:
            fresh.remove_group(group)
        except GLib.Error:
            pass
    for group, key, names in (
            ("packages", "requested", requested), ("packages", "requested-local", local),
            ("overrides", "remove", removed), ("overrides", "replace-local", replaced)):
        if names:
            fresh.set_string_list(group, key, names)
    if options.get("download-only"):
        return
    transaction.task("Checking out tree")
    transaction.daemon.pause("amid-work", transaction.cancellable)
    commit = layer(transaction, base, requested, removed, local, replaced) if own else base
    if options.get("lock-finalization"):
        lock_finalization()
    stage(transaction, osname, commit, fresh, before, None)
    if not modifiers:
        transaction.daemon.sysroot.load_if_changed(None)
        transaction.daemon.compute_update()


LOCKED = "/run/ostree/staged-deployment-locked"


def lock_finalization():
    os.makedirs(os.path.dirname(LOCKED), exist_ok=True)
    open(LOCKED, "w").close()


def finish(transaction, osname, options):
    """As finalize_deployment_transaction_execute, but for inhibitors; the restart is only noted."""
    staged = transaction.sysroot.get_deployments()[0]
    if not staged.is_staged():
        raise Refused(FAILED, "No pending staged deployment found")
    if staged.get_osname() != osname:
        raise Refused(FAILED, f"Staged deployment is not for osname '{osname}'")
    base = base_of(transaction.sysroot.repo(), staged.get_csum())
    if "checksum" not in options and not options.get("allow-missing-checksum"):
        raise Refused(FAILED, "Missing expected checksum")
    if options.get("checksum", base) != base:
        raise Refused(FAILED, f"Expected staged base checksum {options['checksum']}, but found {base}")
    if os.path.exists(LOCKED):
        os.unlink(LOCKED)
    elif not options.get("allow-unlocked"):
        raise Refused(FAILED, "Staged deployment already unlocked")
    transaction.daemon.note("restart into " + base)


def check(transaction, osname):
    """The newest commit without its files, and what is known of it."""
    remote, _, ref = refspec_of(first(transaction, osname).get_origin()).rpartition(":")
    transaction.sysroot.repo().pull(
        remote, [ref], OSTree.RepoPullFlags.COMMIT_ONLY, None, transaction.cancellable)
    transaction.daemon.sysroot.load_if_changed(None)
    transaction.daemon.compute_update()


def register_driver(name):
    """As record_driver_info; systemd would tell which unit asks."""
    os.makedirs("/run/rpm-ostree", exist_ok=True)
    told = GLib.Variant("a{sv}", {
        "driver-name": GLib.Variant("s", name), "driver-sd-unit": GLib.Variant("s", name.lower() + ".service")})
    with open("/run/rpm-ostree/update-driver.gv", "wb") as file:
        file.write(told.get_data_as_bytes().get_data())


def copy(origin):
    """Of what it knows; the rest is lost (treefile_to_origin in rust/src/origin.rs)."""
    made = GLib.KeyFile.new()
    text, length = origin.to_data()
    made.load_from_data(text, length, GLib.KeyFileFlags.NONE)
    for group in made.get_groups()[0]:
        if group not in ("origin", "packages", "overrides", "rpmostree"):
            made.remove_group(group)
    return made


def base_of(repo, checksum):
    layered = metadata(repo, checksum).get("rpmostree.clientlayer")
    return OSTree.commit_get_parent(repo.load_commit(checksum)[1]) if layered else checksum


def nevra(row):
    """As gv_nevra_from_pkg."""
    name, epoch, version, release, arch = row
    return GLib.Variant("(sstsss)", (f"{name}-{version}-{release}.{arch}", name, int(epoch), version, release, arch))


def layer(transaction, base, requested, removed, local, replaced):
    """A commit of this computer, on the one that was delivered."""
    repo = transaction.sysroot.repo()
    for percent in (0, 50, 100):
        transaction.emit("PercentProgress", GLib.Variant("(su)", ("Importing packages", percent)))
    transaction.emit("ProgressEnd", None)
    delivered = metadata(repo, base)
    listed = delivered.get("rpmostree.rpmdb.pkglist", [])
    present = {row[0] for row in listed}
    active = [name for name in requested if name not in present]
    files = [IMPORTED[known_as(entry)[0]] for entry in local]
    # One for what the base does not have is inactive (finalize_replacement_overrides).
    replacing = [IMPORTED[known_as(entry)[0]] for entry in replaced if known_as(entry)[1] in present]
    replacements = {row[0]: row for row, _ in replacing}
    repo.prepare_transaction()
    tree = OSTree.MutableTree.new_from_commit(repo, base)
    usr = tree.ensure_dir("usr")[1]
    folder = usr.ensure_dir("lib")[1].ensure_dir("layered")[1]
    if not folder.get_metadata_checksum():
        folder.set_metadata_checksum(tree.get_metadata_checksum())
    for name, text in [(name, name + "\n") for name in active] + [(row[0], content) for row, content in files + replacing]:
        content = text.encode()
        checksum = repo.write_regfile_inline(None, 0, 0, 0o100644, None, content, None)
        folder.replace_file(name, checksum)
    told = {
        "rpmostree.clientlayer": GLib.Variant("b", True),
        "rpmostree.clientlayer_version": GLib.Variant("u", 6),
        "rpmostree.packages": GLib.Variant("as", sorted(active + [row[0] for row, _ in files])),
        "rpmostree.removed-base-packages": GLib.Variant("av", [nevra(row) for row in listed if row[0] in removed]),
        "rpmostree.replaced-base-packages": GLib.Variant(
            "a(vv)", [(nevra(replacements[row[0]]), nevra(row)) for row in listed if row[0] in replacements]),
        "rpmostree.replaced-base-remote-packages": GLib.Variant("a{sv}", {}),
        "rpmostree.rpmdb.pkglist": GLib.Variant(
            "a(sssss)",
            sorted([replacements.get(row[0], row) for row in listed if row[0] not in removed]
                   + [row for row, _ in files]
                   + [(name, "0", "1.0", "1", "noarch") for name in active])),
    }
    if "version" in delivered:
        told["version"] = GLib.Variant("s", delivered["version"])
    root = repo.write_mtree(tree, None)[1]
    commit = repo.write_commit(base, "", None, GLib.Variant("a{sv}", told), root, None)[1]
    repo.commit_transaction(None)
    return commit


def stage(transaction, osname, commit, origin, before, arguments):
    """As rpm-ostree does: staged where the computer runs from it, at once where not."""
    sysroot = transaction.sysroot
    merge = sysroot.get_merge_deployment(osname)
    transaction.cancellable.set_error_if_cancelled()
    transaction.task("Staging deployment")
    if arguments is None:
        options = before.get_bootconfig().get("options").split()
        arguments = [each for each in options if not each.startswith("ostree=")]
    if sysroot.get_booted_deployment() is not None:
        sysroot.stage_tree(osname, commit, origin, merge, arguments, None)
    else:
        made = sysroot.deploy_tree(osname, commit, origin, merge, arguments, None)[1]
        sysroot.simple_write_deployment(osname, made, merge, OSTree.SysrootSimpleWriteDeploymentFlags.NONE, None)
    sysroot.cleanup(None)


def kernel_arguments(transaction, osname, added, removed, options):
    before = first(transaction, osname)
    if "final-kernel-args" in options:
        arguments = options["final-kernel-args"].split()
    else:
        arguments = [each for each in before.get_bootconfig().get("options").split() if not each.startswith("ostree=")]
        for each in removed:
            if each not in arguments:
                raise Refused(FAILED, f"No karg '{each}' found")
            arguments.remove(each)
        arguments += added
    stage(transaction, osname, before.get_csum(), copy(before.get_origin()), before, arguments)


def cleanup(transaction, osname, elements):
    """As rpmostree_syscore_filter_deployments."""
    sysroot = transaction.sysroot
    booted = sysroot.get_booted_deployment()
    kept, passed = [], False
    for each in sysroot.get_deployments():
        runs = booted is not None and each.equal(booted)
        passed = passed or runs
        dropped = "rollback-deploy" in elements if passed else "pending-deploy" in elements
        if runs or each.get_osname() != osname or each.is_pinned() or not dropped:
            kept.append(each)
    sysroot.write_deployments(kept, None)
    sysroot.cleanup(None)


def main():
    Daemon(*sys.argv[1:])
    GLib.MainLoop().run()


main()
