#!/usr/bin/python3
"""Stands in for bootc, which Debian 12 does not have.

What is real: libostree for every change, the commits, refs and origins as ostree-ext makes them, the lock of the sysroot, and the
descriptor for progress with its lines as docs/src/progress-v0.schema.json of bootc describes them. What is not: the trees of images, which
come out of an OSTree repository; images are told by /run/bootc.json. With "whole" there it also does to the system all else that bootc does
before and after, and starts the same programs: see Surroundings.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree

CONTROL = "/run/bootc.json"
REPO = "/sysroot/ostree/repo"
LOCK = "/run/ostree/staged-deployment-locked"
FOREIGN = ["rpmostree", "packages", "overrides", "modules"]


def fail(text):
    print("error: " + text, file=sys.stderr)
    sys.exit(1)


def ostree(*arguments):
    return subprocess.run(["/usr/bin/ostree", *arguments], check=True, capture_output=True, text=True).stdout.strip()


class Surroundings:
    """What bootc 1.16 needs of the system beside libostree: crates/lib/src/{cli,store/mod,lsm,podstorage,deploy}.rs."""

    STORE = "/sysroot/ostree/bootc/storage"
    ALIAS = "/run/bootc/storage"
    RUN = 3

    @staticmethod
    def mounts():
        """ensure_self_unshared_mount_namespace: it may look at the first process, and has mounts of its own."""
        if os.readlink("/proc/1/ns/mnt") == os.readlink("/proc/self/ns/mnt"):
            if "_ostree_unshared" in os.environ:
                fail("Failed to unshare mount namespace")
            environment = dict(os.environ, _ostree_unshared="1")
            os.execvpe("unshare", ["unshare", "-m", "--", *([sys.executable] + sys.argv)], environment)
        # selinux_enabled
        try:
            os.stat("/proc/1/root/sys/fs/selinux/enforce")
        except FileNotFoundError:
            pass
        # selinux_ensure_install: it copies itself, labels the copy and becomes that; into another domain that is only where this is 0.
        with open("/proc/self/status") as status:
            if "NoNewPrivs:\t0" not in status.read():
                fail("Ensuring selinux install_t type: no new privileges")
        with tempfile.NamedTemporaryFile() as copy:
            os.setxattr(copy.name, "user.label", b"install_t")
        # get_physical_root_and_run
        if os.statvfs("/sysroot").f_flag & os.ST_RDONLY:
            subprocess.run(["mount", "-o", "remount,rw", "."], cwd="/sysroot", check=True)

    @classmethod
    def podman(cls, *arguments):
        """bind_storage_roots, setup_auth: in mounts of its own once more, over an alias of the store."""
        store = os.open(cls.STORE, os.O_RDONLY | os.O_DIRECTORY)
        run = os.open("/run/bootc/run", os.O_RDONLY | os.O_DIRECTORY)
        auth = tempfile.TemporaryFile(dir="/tmp")
        auth.write(b"{}")
        auth.flush()

        def bind():
            libc = ctypes.CDLL(None, use_errno=True)
            os.fchdir(store)
            if libc.unshare(0x20000) or libc.mount(b".", cls.ALIAS.encode(), None, 0x1000, None):
                raise OSError(ctypes.get_errno(), "mount")
            os.chdir("/")
            os.dup2(run, cls.RUN)

        environment = dict(os.environ, REGISTRY_AUTH_FILE=f"/proc/self/fd/{auth.fileno()}")
        command = ["podman", "--root", cls.ALIAS, "--runroot", f"/proc/self/fd/{cls.RUN}", *arguments]
        return subprocess.run(
            command, env=environment, preexec_fn=bind, pass_fds=[cls.RUN, auth.fileno()], capture_output=True, text=True)

    @classmethod
    def store(cls, image):
        """get_ensure_imgstore and image_exists_in_unified_storage."""
        for folder in (cls.ALIAS, "/run/bootc/run", cls.STORE):
            os.makedirs(folder, exist_ok=True)
        done = cls.podman("images")
        if done.returncode:
            fail("Creating imgstorage: Initializing images: " + done.stderr.strip())
        if cls.podman("image", "exists", "docker://" + image).returncode not in (0, 1, 125):
            fail("Querying the image store")

    @classmethod
    def fetch(cls, image):
        """What skopeo is started for: as nobody in versions before 1.16.4, where the environment says that it is in a service."""
        drop = ["setpriv", "--no-new-privs", "--init-groups", "--reuid", "nobody", "--bounding-set", "-all", "--pdeathsig", "TERM", "--"]
        start = drop if os.environ.get("INVOCATION_ID") else []
        with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
            os.chmod(place, 0o777)
            done = subprocess.run(
                [*start, "skopeo", "copy", "docker://" + image, "oci:" + place + "/image"], capture_output=True, text=True)
            if done.returncode:
                fail("Pulling: " + done.stderr.strip())
            blobs = sum(len(files) for _, _, files in os.walk(place + "/image/blobs"))
            print(f"Fetched {blobs} blobs", flush=True)

    @classmethod
    def staged(cls, digest):
        """prune_container_store, write_reboot_required, update_mtime, and the journal."""
        done = cls.podman("image", "list", "--format=json")
        if done.returncode:
            fail("Listing images: " + done.stderr.strip())
        with open("/run/reboot-required", "w") as file:
            file.write("bootc: Reboot required for image: " + digest)
        os.utime("/sysroot/ostree/bootc")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
            journal.sendto(b"MESSAGE=Staging image\nSYSLOG_IDENTIFIER=bootc\n", "/run/systemd/journal/socket")


class Host:
    def __init__(self):
        with open(CONTROL) as file:
            self.control = json.load(file)
        self.whole = self.control.get("whole", False)
        if self.whole:
            Surroundings.mounts()
        self.behaviour = self.control["behaviour"]
        self.sysroot = OSTree.Sysroot.new(Gio.File.new_for_path("/"))
        self.sysroot.initialize()
        self.sysroot.set_mount_namespace_in_use()
        self.sysroot.load(None)
        self.booted = self.sysroot.get_booted_deployment()
        self.progress = None

    def lock(self):
        if not self.sysroot.try_lock()[1]:
            fail("Acquiring sysroot lock: in use")
        self.sysroot.load_if_changed(None)

    def note(self, arguments):
        with open("/run/bootc.calls", "a") as file:
            file.write(" ".join(arguments) + "\n")

    # What it tells.

    def origin(self, deployment):
        try:
            return deployment.get_origin().get_string("origin", "container-image-reference")
        except GLib.Error:
            return None

    def metadata(self, commit):
        return self.sysroot.repo().load_commit(commit)[1].get_child_value(0).unpack()

    def entry(self, deployment):
        if deployment is None:
            return None
        incompatible = any(deployment.get_origin().has_group(group) for group in FOREIGN)
        reference = self.origin(deployment)
        image = None
        if reference and not incompatible:
            found = self.metadata(deployment.get_csum())
            image = {
                "image": {"image": reference.split(":", 1)[1].removeprefix("docker://"), "transport": "registry"},
                "version": None,
                "timestamp": None,
                "imageDigest": found["ostree.manifest-digest"],
                "architecture": "amd64",
            }
        return {
            "image": image,
            "cachedUpdate": None,
            "incompatible": incompatible,
            "pinned": deployment.is_pinned(),
            "softRebootCapable": self.soft_reboot(deployment),
            "downloadOnly": deployment.is_staged() and os.path.exists(LOCK),
            "store": "ostreeContainer",
            "ostree": {
                "checksum": deployment.get_csum(),
                "deploySerial": deployment.get_deployserial(),
                "stateroot": deployment.get_osname(),
            },
        }

    def soft_reboot(self, deployment):
        """ostree_sysroot_deployment_can_soft_reboot, which libostree has since 2025.3; there is no SELinux here."""
        if deployment.get_bootcsum() != self.booted.get_bootcsum():
            return False
        wanted, running = (
            [each for each in it.get_bootconfig().get("options").split() if not each.startswith("ostree=")]
            for it in (deployment, self.booted))
        return wanted == running

    def sorted(self):
        mine = [each for each in self.sysroot.get_deployments() if each.get_osname() == self.booted.get_osname()]
        staged = [each for each in mine if each.is_staged()]
        others = [each for each in mine if not each.is_staged() and not each.equal(self.booted)]
        return staged[:1], others

    def status(self):
        staged, others = self.sorted()
        booted = self.entry(self.booted)
        return {
            "apiVersion": "org.containers.bootc/v1",
            "kind": "BootcHost",
            "metadata": {"name": "host"},
            "spec": {"image": None, "bootOrder": "default"},
            "status": {
                "staged": self.entry(staged[0]) if staged else None,
                "booted": booted,
                "rollback": self.entry(others[0]) if others else None,
                "rollbackQueued": False,
                "type": "bootcHost" if booted["image"] else None,
            },
        }

    # What it does.

    def tell(self, event):
        if self.progress is not None and self.behaviour != "silent":
            os.write(self.progress, json.dumps(event).encode() + b"\n")

    def steps(self, task, subtask, description, step, total):
        self.tell({
            "type": "ProgressSteps", "task": task, "description": description, "id": task, "stepsCached": 0, "steps": step,
            "stepsTotal": total,
            "subtasks": [{"subtask": subtask, "description": description, "id": subtask, "completed": False}],
        })

    def misbehave(self, place):
        if self.behaviour == "hang-" + place:
            time.sleep(3600)
        while self.behaviour == "wait-" + place and not os.path.exists("/run/bootc.go"):
            time.sleep(0.05)
        if self.behaviour == "die-" + place:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.behaviour == "fail-" + place:
            fail("Pulling: Fetching manifest: no route to host")
        if self.behaviour == "garbage" and self.progress is not None:
            os.write(self.progress, b"\xff\xfe not json\n{\n[]\n" + b"x" * 3_000_000 + b"\n")
            os.write(self.progress, b'{"type":"ProgressBytes","task":"pulling","bytes":-1,"bytesTotal":1e400}\n')

    def image(self, name):
        if name not in self.control["images"]:
            fail("Pulling: Fetching manifest: manifest unknown")
        return self.control["images"][name]

    def pull(self, name):
        """The commit of an image, as ostree-ext's write_merge_commit_impl makes it."""
        image = self.image(name)
        layers = json.loads(image["manifest"])["layers"]
        total = sum(layer["size"] for layer in layers)
        self.tell({"type": "Start", "version": "0.1.0"})
        done = 0
        for count, layer in enumerate(layers):
            self.tell({
                "type": "ProgressBytes", "task": "pulling", "description": "Pulling Image: " + image["digest"],
                "id": image["digest"], "bytesCached": 0, "bytes": done, "bytesTotal": total, "stepsCached": 0, "steps": count,
                "stepsTotal": len(layers),
                "subtasks": [{
                    "subtask": "ostree_chunk", "description": "ostree chunk: " + layer["digest"][7:28], "id": layer["digest"],
                    "bytesCached": 0, "bytes": 0, "bytesTotal": layer["size"],
                }],
            })
            done += layer["size"]
            self.misbehave("pulling")
        if self.whole:
            Surroundings.fetch(name)
        self.steps("importing", "importing", "Importing Image", 0, 1)
        ostree("pull-local", "--repo=" + REPO, self.control["server"], image["base"])
        ref = "ostree/container/image/" + "".join(
            each if each.isalnum() or each in "/-" else f"_{ord(each):02X}_" for each in name)
        return image, ostree(
            "commit", "--repo=" + REPO, "--branch=" + ref, "--tree=ref=" + image["base"], "--parent=" + image["base"],
            "--add-metadata-string=ostree.manifest-digest=" + image["digest"],
            "--add-metadata-string=ostree.manifest=" + image["manifest"],
            "--add-metadata-string=ostree.container.image-config=" + image["configuration"])

    def stage(self, commit, reference):
        self.steps("staging", "merging", "Merging Image", 0, 3)
        self.steps("staging", "deploying", "Deploying Image", 1, 3)
        self.misbehave("staging")
        self.sysroot.load(None)
        origin = GLib.KeyFile()
        origin.set_string("origin", "container-image-reference", reference)
        osname = self.booted.get_osname()
        merge = self.sysroot.get_merge_deployment(osname)
        arguments = [
            each for each in merge.get_bootconfig().get("options").split() if not each.startswith("ostree=")]
        self.sysroot.stage_tree(osname, commit, origin, merge, arguments + self.control["arguments"], None)
        self.steps("staging", "bound_images", "Pulling Bound Images", 1, 3)
        self.steps("staging", "cleanup", "Removing old images", 2, 3)
        self.sysroot.cleanup(None)
        self.steps("staging", "cleanup", "Removing old images", 3, 3)

    def followed(self):
        staged, _ = self.sorted()
        followed = staged[0] if staged else self.booted
        if any(followed.get_origin().has_group(group) for group in FOREIGN):
            fail("Upgrading: Deployment contains local rpm-ostree modifications; cannot upgrade via bootc.")
        return followed

    def hold(self, locked):
        """ostree_sysroot_change_finalization, which libostree has since 2023.8; before, the lock was this file."""
        if locked:
            open(LOCK, "w").close()
        else:
            os.unlink(LOCK)

    def upgrade(self, arguments):
        self.lock()
        if "--from-downloaded" in arguments:
            if not self.sorted()[0]:
                fail("Upgrading: No staged deployment found")
            if os.path.exists(LOCK):
                self.hold(False)
                print("Staged deployment will now be applied on reboot")
            else:
                print("Staged deployment is already set to apply on reboot")
            return
        followed = self.followed()
        reference = self.origin(followed)
        name = reference.split(":", 1)[1].removeprefix("docker://")
        if self.whole:
            Surroundings.store(name)
        here = self.metadata(followed.get_csum())["ostree.manifest-digest"]
        image = self.image(name)
        if "--check" in arguments:
            if image["digest"] == here:
                print("No changes in: docker://" + name)
                return
            # As cache_pending keeps it.
            pending = GLib.Variant("a{sv}", {
                "ostree-ext.cached.manifest-digest": GLib.Variant("s", image["digest"]),
                "ostree-ext.cached.manifest": GLib.Variant("s", image["manifest"]),
                "ostree-ext.cached.config": GLib.Variant("s", image["configuration"]),
            })
            self.sysroot.repo().write_commit_detached_metadata(followed.get_csum(), pending, None)
            print("Update available for: docker://" + name)
            print("  Digest: " + image["digest"])
        elif image["digest"] == here and self.sorted()[0]:
            wanted = "--download-only" in arguments
            if wanted != os.path.exists(LOCK):
                self.hold(wanted)
                print("Image downloaded, but will not be applied on reboot" if wanted
                      else "Staged deployment will now be applied on reboot")
            else:
                print("Staged update present, not changed")
        elif image["digest"] == here:
            print("No update available.")
        else:
            self.stage(self.pull(name)[1], reference)
            if "--download-only" in arguments:
                self.hold(True)
            if self.whole:
                Surroundings.staged(image["digest"])

    def switch(self, arguments):
        self.lock()
        name = arguments[arguments.index("--") + 1]
        signed = "--enforce-container-sigpolicy" in arguments
        reference = ("ostree-image-signed:docker://" if signed else "ostree-unverified-registry:") + name
        if reference == self.origin(self.followed()):
            print("Image specification is unchanged.")
        else:
            self.stage(self.pull(name)[1], reference)

    def rollback(self):
        self.lock()
        _, others = self.sorted()
        if not others:
            fail("Rolling back: No rollback available")
        all_of = [each for each in self.sysroot.get_deployments() if not each.is_staged()]
        first, second = others[0], self.booted
        if all_of.index(others[0]) < [each.equal(self.booted) for each in all_of].index(True):
            first, second = second, first
        rest = [each for each in all_of if not each.equal(first) and not each.equal(second)]
        self.sysroot.write_deployments([first, second, *rest], None)


def options():
    """Of "upgrade", as clap prints them."""
    print("Download and queue an updated container image to apply\n\nUsage: bootc upgrade [OPTIONS]\n\nOptions:")
    later = ["--download-only", "--from-downloaded"] if not old() else []
    for each in ["--quiet", "--check", "--apply", "--soft-reboot <SOFT_REBOOT>", *later, "-h, --help"]:
        print("      " + each)


def old():
    """Whether it is one before 1.12."""
    try:
        with open(CONTROL) as file:
            return json.load(file)["behaviour"] == "old"
    except FileNotFoundError:
        return False


def main():
    arguments = sys.argv[1:]
    # clap answers before anything is looked at.
    if arguments == ["upgrade", "--help"]:
        options()
        return
    if arguments[0] == "upgrade" and old() and {"--download-only", "--from-downloaded"} & set(arguments):
        print("error: unexpected argument found", file=sys.stderr)
        sys.exit(2)
    if len({"--check", "--download-only", "--from-downloaded"} & set(arguments)) > 1:
        print("error: these arguments can't be used with each other", file=sys.stderr)
        sys.exit(2)
    host = Host()
    host.note(arguments)
    for each in arguments:
        if each.startswith("--progress-fd="):
            host.progress = int(each.split("=")[1])
    if arguments[0] == "status":
        if host.behaviour == "old" and any(each.startswith("--format-version") for each in arguments):
            print("error: unexpected argument", file=sys.stderr)
            sys.exit(2)
        print(json.dumps(host.status()))
    elif host.behaviour == "nothing":
        pass
    elif arguments[0] == "upgrade":
        host.upgrade(arguments)
    elif arguments[0] == "switch":
        host.switch(arguments)
    elif arguments[0] == "rollback":
        host.rollback()
    else:
        fail("unrecognized subcommand")


main()
