"""Prints values in the text form of GVariant as a JSON array of [type, bytes in hex].

Arguments: the values. Or --file and a file with a line "TYPE BYTES", bytes in hex, for each value:
then a JSON array of the values' texts, null for what is not in normal form.
"""
import json
import sys

from dump import canonical
from gi.repository import GLib


def stored(text):
    value = GLib.Variant.parse(None, text, None, None)
    return [value.get_type_string(), (value.get_data_as_bytes().get_data() or b"").hex()]


def text(line):
    kind, data = line.rstrip("\n").split(" ")
    value = GLib.Variant.new_from_bytes(
        GLib.VariantType(kind), GLib.Bytes(bytes.fromhex(data)), False
    )
    return canonical(value) if value.is_normal_form() else None


if sys.argv[1] == "--file":
    with open(sys.argv[2], encoding="utf-8") as lines:
        print(json.dumps([text(line) for line in lines]))
else:
    print(json.dumps([stored(value) for value in sys.argv[1:]]))
