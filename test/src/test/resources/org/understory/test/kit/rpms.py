"""Builds, signs and offers rpm packages.

Arguments: folder of the source, folder with one folder for each package (its spec, and its files below files), home of gpg. A package with a
file called unsigned is not signed.
"""
import glob
import os
import shutil
import subprocess
import sys

source, packages, home = sys.argv[1:]
shutil.rmtree(source, ignore_errors=True)
os.makedirs(source)
signed = []
for folder in sorted(os.listdir(packages)):
    place = f"{packages}/{folder}"
    build = ["rpmbuild", "-bb", "--quiet", "--define", f"_topdir {place}/build", "--define", f"_rpmdir {source}", "--define", f"here {place}/files"]
    build += ["--define", "_rpmfilename %{name}.rpm", "--define", "_build_id_links none", "--define", "__brp_mangle_shebangs %{nil}", f"{place}/spec"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.exists(f"{place}/unsigned"):
        signed.append(f"{source}/{folder}.rpm")
keys = subprocess.run(["gpg", "--homedir", home, "--with-colons", "--list-keys"], check=True, capture_output=True, text=True).stdout
name = next(line.split(":")[9] for line in keys.splitlines() if line.startswith("fpr:"))
sign = ["rpmsign", "--define", "__gpg /usr/bin/gpg", "--define", f"_gpg_name {name}", "--define", f"_gpg_path {home}", "--addsign"]
subprocess.run(sign + signed, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
subprocess.run(["createrepo_c", "-q", source], check=True)
