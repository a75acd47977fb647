"""Prints a JSON array of [type, bytes in hex, text of the value, or null if not in normal form].

Arguments: a seed, then values in the text form of GVariant, whose bytes are damaged at random.
"""
import json
import random
import sys

from dump import canonical
from gi.repository import GLib

EACH = 60


def damage(chance, data):
    data = bytearray(data)
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(data) + 1)
        way = chance.randrange(4)
        if way == 0:
            data.insert(at, chance.choice([0, 1, 2, 4, 8, 255, chance.randrange(256)]))
        elif at < len(data):
            if way == 1:
                del data[at]
            elif way == 2:
                data[at] ^= 1 << chance.randrange(8)
            else:
                data[at] = chance.choice([0, 1, 2, 3, len(data) & 255, ord("s"), ord("(")])
    return bytes(data)


def case(kind, data):
    value = GLib.Variant.new_from_bytes(GLib.VariantType(kind), GLib.Bytes(data), False)
    return [kind, data.hex(), canonical(value) if value.is_normal_form() else None]


def main():
    chance = random.Random(int(sys.argv[1]))
    cases = []
    for text in sys.argv[2:]:
        value = GLib.Variant.parse(None, text, None, None)
        kind = value.get_type_string()
        data = bytes(value.get_data_as_bytes().get_data() or b"")
        cases.append(case(kind, data))
        for _ in range(EACH):
            cases.append(case(kind, damage(chance, data)))
            cases.append(case(kind, chance.randbytes(chance.randrange(12))))
            cases.append(case("v", damage(chance, data + b"\0" + kind.encode())))
    print(json.dumps(cases))


main()
