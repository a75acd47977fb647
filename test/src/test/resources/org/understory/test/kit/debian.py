"""Makes a small Debian as the tree of a commit, out of the packages that this computer has: nothing is fetched.

Arguments: folder of the tree, address of the package source, file with its key, packages to install as files; with a plus before it the
name of another package of this computer.
Its database is in /usr/lib/sysimage/dpkg, its /etc in /usr/etc, and its kernel is none.
"""
import os
import re
import shutil
import subprocess
import sys

tree, address, key, *files = sys.argv[1:]
WANTED = ["apt", "dpkg", "dash", "coreutils", "diffutils", "libc-bin", "sed", "grep", "base-files", "base-passwd", "tar", "findutils"]
WANTED += ["gzip", "debianutils", "passwd"] + [each[1:] for each in files if each.startswith("+")]
files = [each for each in files if not each.startswith("+")]
HIDDEN = ("doc", "man", "locale", "lintian", "bug", "info", "i18n", "zoneinfo")


def query(form):
    run = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in run.stdout.splitlines()]


known, provided = {}, {}
for name, depends, provides, status in query("${Package}\t${Pre-Depends}, ${Depends}\t${Provides}\t${db:Status-Status}\n"):
    if status == "installed":
        known.setdefault(name, depends)
        for other in provides.split(","):
            provided.setdefault(re.sub(r"\(.*", "", other).strip(), name)
chosen, waiting = set(), list(WANTED)
while waiting:
    name = waiting.pop()
    if name not in chosen:
        chosen.add(name)
        for group in known[name].split(","):
            for choice in group.split("|"):
                choice = re.sub(r"[:(].*", "", choice).strip()
                choice = choice if choice in known else provided.get(choice)
                if choice:
                    waiting.append(choice)
                    break

# Their files, by their real places, for /bin and others are links here.
paths = set()
for name in chosen:
    for path in subprocess.run(["dpkg", "-L", name], capture_output=True, text=True, check=True).stdout.splitlines():
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if not path.startswith(tuple("/usr/share/" + each for each in HIDDEN)) and (os.path.lexists(path) or os.path.isdir(path)):
            if not (os.path.islink(path) and os.path.dirname(path) == "/"):
                paths.add(path.lstrip("/"))
paths.discard("")
os.makedirs(tree)
packed = subprocess.Popen(["tar", "-C", "/", "--no-recursion", "--null", "-cT", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
unpacked = subprocess.Popen(["tar", "-C", tree, "-x"], stdin=packed.stdout)
packed.stdin.write("\0".join(sorted(paths)).encode() + b"\0")
packed.stdin.close()
if unpacked.wait() or packed.wait():
    sys.exit("the files could not be copied")
for link in ("bin", "sbin", "lib", "lib64"):
    if not os.path.lexists(f"{tree}/{link}"):
        os.symlink(f"usr/{link}", f"{tree}/{link}")

# dpkg's database, cut down to them.
database = f"{tree}/var/lib/dpkg"
shutil.rmtree(database, ignore_errors=True)
os.makedirs(f"{database}/updates")
os.makedirs(f"{database}/info")
os.makedirs(f"{database}/triggers")
with open("/var/lib/dpkg/status") as whole, open(f"{database}/status", "w") as some:
    for part in whole.read().split("\n\n"):
        match = re.match(r"Package: (\S+)", part.strip())
        if match and match[1] in chosen:
            some.write(part.strip() + "\n\n")
for name in os.listdir("/var/lib/dpkg/info"):
    if re.split(r"[:.]", name)[0] in chosen or name.split(":")[0].rsplit(".", 1)[0] in chosen or name == "format":
        shutil.copy2(f"/var/lib/dpkg/info/{name}", f"{database}/info/{name}")
with open("/var/lib/dpkg/triggers/File") as whole, open(f"{database}/triggers/File", "w") as some:
    some.writelines(line for line in whole if re.split(r"[ /]", line.strip())[-1] == "libc-bin")
for name in ("available", "diversions", "statoverride"):
    open(f"{database}/{name}", "w").close()

for name in ("passwd", "group"):
    shutil.copy(f"/usr/share/base-passwd/{name}.master", f"{tree}/etc/{name}")
os.makedirs(f"{tree}/etc/apt/apt.conf.d", exist_ok=True)
for folder in ("apt.conf.d", "trusted.gpg.d", "sources.list.d", "preferences.d"):
    shutil.rmtree(f"{tree}/etc/apt/{folder}", ignore_errors=True)
    os.makedirs(f"{tree}/etc/apt/{folder}")
# As bytes: for text apt-key needs awk, whose link no package owns.
subprocess.run(["gpg", "--yes", "-o", f"{tree}/etc/apt/trusted.gpg.d/test.gpg", "--dearmor", key], check=True)
os.chmod(f"{tree}/etc/apt/trusted.gpg.d/test.gpg", 0o644)
with open(f"{tree}/etc/apt/sources.list", "w") as sources:
    sources.write(f"deb {address} ./\n")
for each in files:
    shutil.copy(each, f"{tree}/package.deb")
    subprocess.run(["chroot", tree, "dpkg", "--force-unsafe-io", "-i", "/package.deb"], check=True, stdout=subprocess.DEVNULL)
    os.remove(f"{tree}/package.deb")

# The shape of a deployment.
os.makedirs(f"{tree}/usr/lib/sysimage")
for name in ("lock", "lock-frontend", "triggers/Lock", "status-old"):
    if os.path.exists(f"{database}/{name}"):
        os.remove(f"{database}/{name}")
os.rename(database, f"{tree}/usr/lib/sysimage/dpkg")
for folder in ("boot", "dev", "home", "media", "mnt", "opt", "proc", "root", "run", "srv", "sys", "tmp", "usr/local", "var"):
    shutil.rmtree(f"{tree}/{folder}", ignore_errors=True)
for folder in ("boot", "dev", "proc", "run", "sys", "sysroot", "tmp", "var"):
    os.mkdir(f"{tree}/{folder}")
for link in ("home", "mnt", "opt", "srv"):
    os.symlink(f"var/{link}", f"{tree}/{link}")
os.symlink("var/roothome", f"{tree}/root")
os.symlink("../var/usrlocal", f"{tree}/usr/local")
os.symlink("sysroot/ostree", f"{tree}/ostree")
os.makedirs(f"{tree}/usr/lib/modules/6.1")
for name in ("vmlinuz", "initramfs.img"):
    with open(f"{tree}/usr/lib/modules/6.1/{name}", "w") as kernel:
        kernel.write(name)
os.rename(f"{tree}/etc", f"{tree}/usr/etc")
