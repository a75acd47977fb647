/**
 * Puts packages on top of a version that was delivered, where no rpm-ostree does: the tree of the
 * version is laid out, its own package manager installs into it behind a wall, and what came of
 * that is committed with the version as its parent. Nothing of the running system is touched, and
 * nothing here deploys.
 *
 * <p>The five steps, and what a person is told of them: the tree is checked out (hard links, so
 * that it costs neither room nor time), packages are installed (by apt or dnf), the result is
 * committed, deployed, and the computer restarted; the last two are the engine's.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The checked-out tree is only the lower side of an overlay: no write can reach an object of
 *       the repository, and the upper side is exactly what has to be read and committed.
 *   <li>Packages are fetched by a container that has the network and runs nothing out of them, and
 *       are installed by one that has no network. Neither sees anything of this computer but the
 *       tree: no D-Bus, no devices, no {@code /run}, and no rights but those that installing takes.
 *   <li>Where packages come from, and whose signatures count, is what the {@code /etc} says that a
 *       deployment of the result will have: the computer's own changes over the new version's. The
 *       container sees a copy of that, which is never part of a commit; before scripts of packages
 *       run, what is secret in it is gone.
 *   <li>What is in a version and what is not: {@code /etc} of the container is the tree's {@code
 *       /usr/etc}; what is made in {@code /var} is kept in {@code /usr} and made again at the next
 *       start where it is not there (tmpfiles.d), as new users and groups are (sysusers.d). Kernels
 *       and {@code /usr/local} are refused where they would be lost or started unasked.
 *   <li>Layers are always put on the base as it was delivered, never on other layers, so that the
 *       last one that is removed leaves the base itself.
 * </ul>
 */
package org.understory.store.layering;
