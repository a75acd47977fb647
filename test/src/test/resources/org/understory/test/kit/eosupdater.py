"""Stands in for eos-updater, which Debian 12 does not have.

What is real: GLib's D-Bus, the interface as eos-updater of November 2024 describes it, the states and who may be called in which, the
order in which it tells (the state at once, the properties a moment later and together), and libostree for every poll, fetch and
deployment, be it from a server or from a USB drive. What is not: other computers to download from, applications that come along, refs of
collections, and the scheduler of downloads: whether a connection is metered the test says. Where the drives are the test says as well.

Arguments: address of the bus.
"""

import os
import sys
import threading
import time

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree

NAME = "com.endlessm.Updater"
PATH = "/com/endlessm/Updater"
ERRORS = NAME + ".Error."

NONE, READY, ERROR, POLLING, AVAILABLE, FETCHING, FETCHED, APPLYING, APPLIED = range(9)
WORDS = [
    "None", "Ready", "Error", "Polling", "UpdateAvailable", "Fetching", "UpdateReady", "ApplyingUpdate", "UpdateApplied"]

# In which states each may be called.
LEGAL = {
    "Poll": {READY, AVAILABLE, FETCHED, ERROR},
    "PollVolume": {READY, AVAILABLE, FETCHED, ERROR},
    "Fetch": {AVAILABLE},
    "FetchFull": {AVAILABLE},
    "Apply": {FETCHED},
    "Cancel": {POLLING, FETCHING, APPLYING},
}

PROPERTIES = {
    "State": "u", "UpdateID": "s", "UpdateRefspec": "s", "OriginalRefspec": "s", "CurrentID": "s", "UpdateLabel": "s",
    "UpdateMessage": "s", "Version": "s", "UpdateIsUserVisible": "b", "ReleaseNotesUri": "s", "DownloadSize": "x",
    "DownloadedBytes": "x", "UnpackedSize": "x", "FullDownloadSize": "x", "FullUnpackedSize": "x", "ErrorCode": "u",
    "ErrorName": "s", "ErrorMessage": "s"}

EMPTY = {"u": 0, "s": "", "b": False, "x": 0}

XML = (
    f'<node><interface name="{NAME}">'
    + "".join(f'<method name="{name}"/>' for name in ("Poll", "Fetch", "Apply", "Cancel"))
    + '<method name="PollVolume"><arg type="s" name="path" direction="in"/></method>'
    + '<method name="FetchFull"><arg type="a{sv}" name="options" direction="in"/></method>'
    + "".join(f'<property name="{name}" type="{kind}" access="read"/>' for name, kind in PROPERTIES.items())
    + '<signal name="StateChanged"><arg type="u" name="state"/></signal></interface>'
    # How a test tells what is to happen.
    + '<interface name="org.understory.test.Control">'
    + '<method name="Set"><arg type="s" name="k" direction="in"/><arg type="s" name="v" direction="in"/></method>'
    + '<method name="Get"><arg type="s" name="k" direction="in"/><arg type="s" name="v" direction="out"/></method>'
    + "</interface></node>")


class Trouble(Exception):
    """One of the updater's own kinds."""

    def __init__(self, name, text):
        super().__init__(text)
        self.name = ERRORS + name


class Updater:
    def __init__(self, bus):
        self.settings = {}
        self.events = []
        self.values = {name: EMPTY[kind] for name, kind in PROPERTIES.items()}
        self.changed = {}
        self.drive = None
        self.cancellable = Gio.Cancellable.new()
        self.sysroot = open_sysroot()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            bus,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None,
            None)
        node = Gio.DBusNodeInfo.new_for_xml(XML)
        self.connection.register_object(PATH, node.lookup_interface(NAME), self.called, self.property, None)
        self.connection.register_object(
            "/control", node.lookup_interface("org.understory.test.Control"), self.control, None, None)
        booted = self.sysroot.get_booted_deployment()
        if booted is None:
            self.fail(ERRORS + "NotOstreeSystem", "Not an OSTree-based system: cannot update it.")
        else:
            self.set(CurrentID=booted.get_csum())
            self.enter(READY)
        Gio.bus_own_name_on_connection(self.connection, NAME, Gio.BusNameOwnerFlags.NONE, self.ready, None)

    def ready(self, _connection, _name):
        print("ready", flush=True)

    # What it tells.

    def property(self, _connection, _sender, _path, _interface, name):
        return GLib.Variant(PROPERTIES[name], self.values[name])

    def set(self, **values):
        """As a skeleton of GLib: told together when there is nothing else to do."""
        for name, value in values.items():
            if self.values[name] != value:
                self.values[name] = value
                if not self.changed:
                    GLib.idle_add(self.tell)
                self.changed[name] = GLib.Variant(PROPERTIES[name], value)

    def tell(self):
        changed, self.changed = self.changed, {}
        if self.settings.get("signals") != "none":
            parameters = GLib.Variant("(sa{sv}as)", (NAME, changed, []))
            self.connection.emit_signal(
                None, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged", parameters)
        return False

    def enter(self, state):
        self.set(ErrorName="", ErrorCode=0, ErrorMessage="")
        self.change(state)

    def change(self, state):
        self.events.append(WORDS[state])
        self.set(State=state)
        if self.settings.get("signals") != "none":
            self.connection.emit_signal(None, PATH, NAME, "StateChanged", GLib.Variant("(u)", (state,)))

    def fail(self, name, text):
        self.set(ErrorName=name, ErrorCode=1, ErrorMessage=text)
        self.change(ERROR)

    # What it is asked.

    def control(self, _connection, _sender, _path, _interface, name, parameters, invocation):
        if name == "Set":
            self.settings[parameters[0]] = parameters[1]
            invocation.return_value(None)
        else:
            told = "\n".join(self.events) if parameters[0] == "events" else self.settings.get(parameters[0], "")
            invocation.return_value(GLib.Variant("(s)", (told,)))

    def called(self, _connection, _sender, _path, _interface, name, parameters, invocation):
        self.events.append(f"{name} {parameters.unpack()}")
        if self.settings.get("vanish") == "before-answer":
            os._exit(1)
        if self.settings.get("mute") == name:
            return
        state = self.values["State"]
        if self.settings.get("live") == "yes":
            invocation.return_dbus_error(ERRORS + "LiveBoot", "Updater disabled on live systems")
        elif state not in LEGAL[name]:
            invocation.return_dbus_error(ERRORS + "WrongState", f"Can't call {name}() while in state {WORDS[state]}")
        elif name == "Cancel":
            self.cancellable.cancel()
            invocation.return_value(None)
        else:
            self.cancellable = Gio.Cancellable.new()
            if name in ("Poll", "PollVolume"):
                drive = os.path.join(self.settings.get("drives", "") + parameters[0], ".ostree/repo") if name == "PollVolume" else None
                self.begin(POLLING, lambda: self.poll(drive))
            elif name in ("Fetch", "FetchFull"):
                options = parameters[0] if name == "FetchFull" else {}
                self.begin(FETCHING, lambda: self.fetch(options))
            else:
                self.begin(APPLYING, lambda: self.apply())
            invocation.return_value(None)

    def begin(self, state, work):
        self.enter(state)
        threading.Thread(target=self.execute, args=(work, state), daemon=True).start()

    def execute(self, work, state):
        context = GLib.MainContext.new()
        context.push_thread_default()
        try:
            self.pause(WORDS[state])
            after = work()
        except Trouble as trouble:
            after = self.failed(trouble.name, str(trouble), state)
        except GLib.Error as error:
            cancelled = error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
            failed = error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.FAILED)
            name = (
                ERRORS + "Cancelled" if cancelled
                else ERRORS + "Fetching" if failed and state == FETCHING
                else f"org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code{error.code}")
            after = self.failed(name, error.message, state)
        finally:
            context.pop_thread_default()
        if self.settings.get("vanish") == WORDS[state]:
            os._exit(1)
        GLib.idle_add(lambda: after() and False)

    def failed(self, name, text, state):
        def tell():
            if state == POLLING:
                self.enter(READY)  # metadata_fetch_finished says so first
            self.fail(name, text)
        return tell

    def pause(self, place):
        while self.settings.get("pause") == place and not self.cancellable.is_cancelled():
            time.sleep(0.01)
        self.cancellable.set_error_if_cancelled()
        told = self.settings.get("trouble", "")
        if told.startswith(place + " "):
            _, name, text = told.split(" ", 2)
            raise Trouble(name, text)

    # What it does.

    def poll(self, drive):
        self.drive = drive
        if drive and not os.path.isdir(drive):
            return lambda: self.enter(READY)
        sysroot = open_sysroot()
        booted = sysroot.get_booted_deployment()
        followed = booted.get_origin().get_string("origin", "refspec")
        found = self.newer(sysroot, booted, followed, followed)
        target = metadata(sysroot.repo(), booted.get_csum()).get("eos.checkpoint-target")
        if found is None and target:
            found = self.newer(sysroot, booted, followed, followed.partition(":")[0] + ":" + target)
        return (lambda: self.offer(*found)) if found else (lambda: self.enter(READY))

    def newer(self, sysroot, booted, followed, refspec):
        """As is_checksum_an_update of poll-common.c; follows where the publisher has moved to."""
        repo = sysroot.repo()
        while True:
            remote, _, ref = refspec.partition(":")
            self.pull(repo, remote, ref, OSTree.RepoPullFlags.COMMIT_ONLY, None)
            commit = repo.resolve_rev(refspec, False)[1]
            moved = metadata(repo, commit).get("ostree.endoflife-rebase")
            if not moved:
                break
            refspec = remote + ":" + moved
        if commit == booted.get_csum():
            return None
        now, then = (repo.load_commit(each)[1] for each in (booted.get_csum(), commit))
        if refspec == followed and OSTree.commit_get_timestamp(then) <= OSTree.commit_get_timestamp(now):
            return None
        return repo, refspec, followed, commit, now, then

    def offer(self, repo, refspec, followed, commit, now, then):
        was, will = (each.get_child_value(0).unpack().get("version") for each in (now, then))
        notes = then.get_child_value(0).unpack().get("eos-updater.release-notes-uri", "")
        notes = notes.replace("${booted_version}", was or "-").replace("${update_version}", will or "-")
        self.enter(AVAILABLE)
        self.set(
            UpdateID=commit,
            UpdateRefspec=refspec,
            OriginalRefspec=followed,
            Version=will or "",
            UpdateIsUserVisible=bool(was and will) and was.split(".")[0] != will.split(".")[0],
            ReleaseNotesUri=notes,
            UpdateLabel=then.get_child_value(3).get_string(),
            UpdateMessage=then.get_child_value(4).get_string())
        try:
            entries = OSTree.commit_get_object_sizes(then)[1]
        except GLib.Error:
            self.set(DownloadSize=-1, UnpackedSize=-1, FullDownloadSize=-1, FullUnpackedSize=-1, DownloadedBytes=-1)
            return
        fresh = [each for each in entries if not repo.has_object(each.objtype, each.checksum, None)[1]]
        self.set(
            DownloadSize=sum(each.archived for each in fresh),
            UnpackedSize=sum(each.unpacked for each in fresh),
            FullDownloadSize=sum(each.archived for each in entries),
            FullUnpackedSize=sum(each.unpacked for each in entries),
            DownloadedBytes=0)

    def fetch(self, options):
        if self.settings.get("metered") == "yes" and not options.get("force"):
            raise Trouble("MeteredConnection", "Error fetching update: Timed out waiting for download to be scheduled")
        remote, _, ref = self.values["UpdateRefspec"].partition(":")
        progress = OSTree.AsyncProgress.new()
        progress.connect("changed", self.moved)
        self.pull(open_sysroot().repo(), remote, ref, OSTree.RepoPullFlags.NONE, progress)
        progress.finish()
        return lambda: self.enter(FETCHED)

    def pull(self, repo, remote, ref, flags, progress):
        """From the server or, after PollVolume, from the drive, with the remote's rules about signatures."""
        options = {"refs": GLib.Variant("as", [ref]), "flags": GLib.Variant("i", flags)}
        if self.drive:
            options["override-url"] = GLib.Variant("s", "file://" + self.drive)
        repo.pull_with_options(remote, GLib.Variant("a{sv}", options), progress, self.cancellable)

    def moved(self, progress):
        bytes_here = progress.get_uint64("bytes-transferred")
        GLib.idle_add(
            lambda: self.values["State"] == FETCHING and self.set(DownloadedBytes=bytes_here) and False)

    def apply(self):
        sysroot = open_sysroot()
        sysroot.lock()
        sysroot.load(None)
        booted = sysroot.get_booted_deployment()
        refspec, followed = self.values["UpdateRefspec"], self.values["OriginalRefspec"]
        origin = sysroot.origin_new_from_refspec(refspec)
        # Without kernel arguments: libostree takes those of what runs when it finishes.
        sysroot.stage_tree(None, self.values["UpdateID"], origin, booted, None, self.cancellable)
        self.pause("staged")
        repo = sysroot.repo()
        if refspec != followed and repo.resolve_rev(followed, True)[1]:
            repo.prepare_transaction(None)
            repo.transaction_set_refspec(followed, None)
            repo.commit_transaction(None)
        sysroot.cleanup(None)
        sysroot.unlock()
        return lambda: self.enter(APPLIED)


def open_sysroot():
    sysroot = OSTree.Sysroot.new(Gio.File.new_for_path("/"))
    sysroot.initialize()
    sysroot.set_mount_namespace_in_use()
    sysroot.load(None)
    return sysroot


def metadata(repo, checksum):
    return repo.load_commit(checksum)[1].get_child_value(0).unpack()


def main():
    Updater(sys.argv[1])
    GLib.MainLoop().run()


main()
