"""Packs Debian packages into a signed source of them, as flat as a source can be.

Arguments: folder of the source, folder with one folder for each package, home of gpg.
"""
import glob
import hashlib
import os
import subprocess
import sys

source, packages, home = sys.argv[1:]
for old in glob.glob(f"{source}/*"):
    os.remove(old)
entries = []
for folder in sorted(os.listdir(packages)):
    file = f"{source}/{folder}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", f"{packages}/{folder}", file], check=True, stdout=subprocess.DEVNULL)
    control = subprocess.run(["dpkg-deb", "-f", file], check=True, capture_output=True, text=True).stdout
    content = open(file, "rb").read()
    entries.append(f"{control}Filename: ./{folder}.deb\nSize: {len(content)}\nSHA256: {hashlib.sha256(content).hexdigest()}\n")
lists = "\n".join(entries).encode()
with open(f"{source}/Packages", "wb") as file:
    file.write(lists)
with open(f"{source}/Release", "w") as file:
    file.write("Origin: Test\nLabel: Test\nDate: Thu, 01 Oct 2026 00:00:00 UTC\n")
    file.write(f"SHA256:\n {hashlib.sha256(lists).hexdigest()} {len(lists)} Packages\n")
subprocess.run(["gpg", "--homedir", home, "--batch", "--yes", "--pinentry-mode", "loopback", "--clearsign", "-o", f"{source}/InRelease", f"{source}/Release"], check=True)
