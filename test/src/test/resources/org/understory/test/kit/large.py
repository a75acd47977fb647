"""Makes a repository that is large where a window could feel it.

Argument: folder. Refs: `before` and `after`, which differ in 27 508 files of 1 200 folders, each with a folder /many of
10 000 entries; `line0` to `line9`, 5 000 commits on ten lines that fork.
"""
import subprocess
import sys

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree

START = 1_700_000_000
subprocess.run(["ostree", "init", "--repo=" + sys.argv[1], "--mode=archive"], check=True)
repo = OSTree.Repo.new(Gio.File.new_for_path(sys.argv[1]))
repo.open(None)
repo.set_disable_fsync(True)
repo.prepare_transaction(None)
swap = int.from_bytes((0o40755).to_bytes(4, "big"), sys.byteorder)
meta = repo.write_metadata(OSTree.ObjectType.DIR_META, None, GLib.Variant("(uuua(ayay))", (0, 0, swap, [])), None)[1]
META = "".join("%02x" % byte for byte in bytes(meta))
OLD, NEW = (repo.write_regfile_inline(None, 0, 0, 0o100644, None, text, None) for text in (b"old\n", b"new and longer\n"))


def folder():
    tree = OSTree.MutableTree()
    tree.set_metadata_checksum(META)
    return tree


def below(tree, name):
    made = tree.ensure_dir(name)[1]
    made.set_metadata_checksum(META)
    return made


def tree(newer):
    root = folder()
    usr = below(root, "usr")
    groups = [below(usr, f"group-{group}") for group in range(40)]
    folders = [below(groups[number % 40], f"folder-{number}") for number in range(1200)]
    for number in range(27_508):
        kind = number % 20
        if kind > 1 or newer == (kind == 0):
            folders[number % 1200].replace_file(f"file-{number}.so", NEW if newer else OLD)
    many = below(root, "many")
    for number in range(10_000):
        many.replace_file(f"entry-{number}", OLD)
    return repo.write_mtree(root, None)[1]


def commit(parent, subject, root, number):
    metadata = GLib.Variant("a{sv}", {"version": GLib.Variant("s", f"41.{number}")})
    return repo.write_commit_with_time(parent, subject, "", metadata, root, START + number * 600, None)[1]


roots = [tree(False), tree(True)]
before = commit(None, "Before", roots[0], 0)
after = commit(before, "After", roots[1], 1)
heads, history = [None] * 10, [after]
for number in range(5_000):
    line = number % 10 if number > 100 else 0
    parent = heads[line] or history[(number * 7) % len(history)]
    heads[line] = commit(parent, f"Release {number} with a subject of common length", roots[number % 2], number + 2)
    history.append(heads[line])
for name, head in [("before", before), ("after", after)] + [(f"line{line}", head) for line, head in enumerate(heads)]:
    repo.transaction_set_ref(None, name, head)
repo.commit_transaction(None)
