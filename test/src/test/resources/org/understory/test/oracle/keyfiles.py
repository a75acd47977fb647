"""Prints what GLib reads of key files: a JSON array, for each text null if GLib refuses it, else
[group, key, value, text or null, boolean or null] of each key.

Reads a JSON array of texts from the file that is the argument.
"""
import json
import sys

from gi.repository import GLib


def attempt(get, group, key):
    try:
        return get(group, key)
    except GLib.Error:
        return None


def read(text):
    file = GLib.KeyFile()
    try:
        file.load_from_bytes(GLib.Bytes(text.encode()), GLib.KeyFileFlags.NONE)
    except GLib.Error:
        return None
    return [
        [
            group,
            key,
            file.get_value(group, key),
            attempt(file.get_string, group, key),
            attempt(file.get_boolean, group, key),
        ]
        for group in file.get_groups()[0]
        for key in file.get_keys(group)[0]
    ]


with open(sys.argv[1], encoding="utf-8") as texts:
    print(json.dumps([read(text) for text in json.load(texts)]))
