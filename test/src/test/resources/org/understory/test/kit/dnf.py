"""Makes of a small Debian with dnf the tree of a system whose packages are rpm's.

Arguments: folder of the tree, address of the package source, file with its key, packages to install as files.
Its database is in /usr/lib/sysimage/rpm; it was closed, so that it can be read where nothing can be written.
"""
import os
import shutil
import subprocess
import sys

tree, address, key, *files = sys.argv[1:]
shutil.rmtree(f"{tree}/usr/lib/sysimage/dpkg")
shutil.rmtree(f"{tree}/usr/etc/apt")
for folder in ("usr/lib/sysimage/rpm", "usr/etc/yum.repos.d", "usr/etc/pki/rpm-gpg", "usr/etc/dnf", "usr/lib/rpm/macros.d"):
    os.makedirs(f"{tree}/{folder}", exist_ok=True)
with open(f"{tree}/usr/lib/rpm/macros.d/macros.tree", "w") as macros:
    macros.write("%_dbpath /usr/lib/sysimage/rpm\n")
shutil.copy(key, f"{tree}/usr/etc/pki/rpm-gpg/test")
os.chmod(f"{tree}/usr/etc/pki/rpm-gpg/test", 0o644)
with open(f"{tree}/usr/etc/yum.repos.d/test.repo", "w") as source:
    source.write(f"[test]\nname=test\nbaseurl={address}\ngpgkey=file:///etc/pki/rpm-gpg/test\n")
with open(f"{tree}/usr/etc/dnf/dnf.conf", "w") as settings:
    settings.write("[main]\nbest=True\n")
rpm = ["rpm", "--root", tree, "--dbpath", "/usr/lib/sysimage/rpm"]
subprocess.run(rpm + ["--initdb"], check=True)
subprocess.run(rpm + ["-i", "--nosignature"] + files, check=True)
for name in (".rpm.lock", "rpmdb.sqlite-shm", "rpmdb.sqlite-wal"):
    if os.path.exists(f"{tree}/usr/lib/sysimage/rpm/{name}"):
        os.remove(f"{tree}/usr/lib/sysimage/rpm/{name}")
