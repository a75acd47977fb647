"""Makes a bare-split-xattrs repository out of a bare one.

Argument: repository. libostree reads this mode, but writes it without the links to attributes.
"""
import os
import sys

import gi

gi.require_version("GLib", "2.0")
from gi.repository import GLib

for folder, _, files in os.walk(os.path.join(sys.argv[1], "objects")):
    for file in files:
        if file.endswith(".file"):
            path = os.path.join(folder, file)
            pairs = [
                (name.encode() + b"\0", os.getxattr(path, name, follow_symlinks=False))
                for name in sorted(os.listxattr(path, follow_symlinks=False), key=str.encode)
            ]
            with open(path + "-xattrs-link", "wb") as out:
                out.write(GLib.Variant("a(ayay)", pairs).get_data_as_bytes().get_data() or b"")
config = os.path.join(sys.argv[1], "config")
with open(config) as lines:
    changed = lines.read().replace("mode=bare\n", "mode=bare-split-xattrs\n")
with open(config, "w") as out:
    out.write(changed)
print("{}")
