"""Prints all that libostree sees of some commits of a repository as one JSON document.

Arguments: repository, then checksums of commits. What can't be loaded is "error".
"""
import hashlib
import json
import struct
import sys

import gi

gi.require_version("OSTree", "1.0")
from gi.repository import Gio, GLib, OSTree


def canonical(value):
    """A text for a value that says its type and content and is easy to make in any language."""
    kind = value.get_type_string()
    first = kind[0]
    if first == "b":
        return "true" if value.get_boolean() else "false"
    if first in "ynqiuxth":
        return str(
            {
                "y": value.get_byte,
                "n": value.get_int16,
                "q": value.get_uint16,
                "i": value.get_int32,
                "u": value.get_uint32,
                "x": value.get_int64,
                "t": value.get_uint64,
                "h": value.get_handle,
            }[first]()
        )
    if first == "d":
        return "d" + struct.pack(">d", value.get_double()).hex()
    if first in "sog":
        return "s" + value.get_string().encode().hex()
    if kind == "ay":
        return "y" + (value.get_data_as_bytes().get_data() or b"").hex()
    items = [canonical(value.get_child_value(i)) for i in range(value.n_children())]
    opening, closing = {"v": "<>", "m": "mj", "{": "{}", "(": "()", "a": "[]"}[first]
    return opening + ",".join(items) + closing


def dictionary(value):
    found = {}
    for i in range(value.n_children()):
        entry = value.get_child_value(i)
        found.setdefault(
            entry.get_child_value(0).get_string(),
            canonical(entry.get_child_value(1).get_variant()),
        )
    return found


def octets(value):
    return bytes(value.get_data_as_bytes().get_data() or b"").hex()


def attributes(value):
    pairs = [value.get_child_value(i) for i in range(value.n_children())]
    return sorted(
        [bytes.fromhex(octets(p.get_child_value(0)))[:-1].decode(), octets(p.get_child_value(1))]
        for p in pairs
    )


def load(repo, kind, checksum):
    return repo.load_variant(kind, checksum)[1]


def file(repo, path, checksum):
    ok, stream, info, xattrs = repo.load_file(checksum, None)
    entry = {
        "path": path,
        "mode": info.get_attribute_uint32("unix::mode"),
        "uid": info.get_attribute_uint32("unix::uid"),
        "gid": info.get_attribute_uint32("unix::gid"),
        "checksum": checksum,
        "xattrs": attributes(xattrs),
    }
    if info.get_file_type() == Gio.FileType.SYMBOLIC_LINK:
        entry["target"] = info.get_symlink_target()
        entry["size"] = 0
    else:
        digest = hashlib.sha256()
        size = 0
        while True:
            part = stream.read_bytes(1 << 20, None).get_data()
            if not part:
                break
            digest.update(part)
            size += len(part)
        entry["sha256"] = digest.hexdigest()
        entry["size"] = size
    return entry


def folder(repo, path, tree, meta):
    fields = load(repo, OSTree.ObjectType.DIR_META, meta)
    uid, gid, mode = (
        struct.unpack("=I", struct.pack(">I", fields.get_child_value(i).get_uint32()))[0]
        for i in range(3)
    )
    return {
        "path": path,
        "mode": mode,
        "uid": uid,
        "gid": gid,
        "size": 0,
        "checksum": tree,
        "meta": meta,
        "xattrs": attributes(fields.get_child_value(3)),
    }


def walk(repo, tree, meta):
    entries = []
    waiting = [("/", tree, meta)]
    while waiting:
        path, tree, meta = waiting.pop()
        try:
            entries.append(folder(repo, path, tree, meta))
        except GLib.Error:
            entries.append({"path": path, "error": True})
        try:
            content = load(repo, OSTree.ObjectType.DIR_TREE, tree)
        except GLib.Error:
            entries.append({"path": path, "unlistable": True})
            continue
        prefix = path if path == "/" else path + "/"
        for i in range(content.get_child_value(0).n_children()):
            item = content.get_child_value(0).get_child_value(i)
            name = item.get_child_value(0).get_string()
            checksum = octets(item.get_child_value(1))
            try:
                entries.append(file(repo, prefix + name, checksum))
            except GLib.Error:
                entries.append({"path": prefix + name, "error": True})
        for i in range(content.get_child_value(1).n_children()):
            item = content.get_child_value(1).get_child_value(i)
            name = item.get_child_value(0).get_string()
            waiting.append(
                (prefix + name, octets(item.get_child_value(1)), octets(item.get_child_value(2)))
            )
    return entries


def commit(repo, checksum):
    try:
        ok, variant, state = repo.load_commit(checksum)
    except GLib.Error:
        return {"error": True}
    ok, detached = repo.read_commit_detached_metadata(checksum, None)
    tree = octets(variant.get_child_value(6))
    meta = octets(variant.get_child_value(7))
    return {
        "parent": octets(variant.get_child_value(1)),
        "subject": variant.get_child_value(3).get_string(),
        "body": variant.get_child_value(4).get_string(),
        "timestamp": OSTree.commit_get_timestamp(variant),
        "rootTree": tree,
        "rootMeta": meta,
        "partial": bool(state & OSTree.RepoCommitState.PARTIAL),
        "metadata": dictionary(variant.get_child_value(0)),
        "detached": dictionary(detached) if detached is not None else {},
        "tree": walk(repo, tree, meta),
    }


def main():
    repo = OSTree.Repo.new(Gio.File.new_for_path(sys.argv[1]))
    repo.open(None)
    print(
        json.dumps(
            {
                "refs": repo.list_refs(None, None)[1],
                "commits": {c: commit(repo, c) for c in sys.argv[2:]},
            }
        )
    )


if __name__ == "__main__":
    main()
