#!/usr/bin/python3
"""Stands in for bootc, which Debian 12 does not have.

What is real: libostree for every change, the commits, refs and origins as ostree-ext makes them, the lock of the sysroot, and the
descriptor for progress with its lines as docs/src/progress-v0.schema.json of bootc describes them. What is not: registries. Images are
told by /run/bootc.json, and their trees come out of an OSTree repository.
"""

import json
import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree

CONTROL = "/run/bootc.json"
REPO = "/sysroot/ostree/repo"
FOREIGN = ["rpmostree", "packages", "overrides", "modules"]


def fail(text):
    print("error: " + text, file=sys.stderr)
    sys.exit(1)


def ostree(*arguments):
    return subprocess.run(["/usr/bin/ostree", *arguments], check=True, capture_output=True, text=True).stdout.strip()


class Host:
    def __init__(self):
        with open(CONTROL) as file:
            self.control = json.load(file)
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
            "downloadOnly": False,
            "store": "ostreeContainer",
            "ostree": {
                "checksum": deployment.get_csum(),
                "deploySerial": deployment.get_deployserial(),
                "stateroot": deployment.get_osname(),
            },
        }

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

    def upgrade(self, arguments):
        self.lock()
        followed = self.followed()
        reference = self.origin(followed)
        name = reference.split(":", 1)[1].removeprefix("docker://")
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
        elif image["digest"] == here:
            print("No update available.")
        else:
            self.stage(self.pull(name)[1], reference)

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


def main():
    arguments = sys.argv[1:]
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
