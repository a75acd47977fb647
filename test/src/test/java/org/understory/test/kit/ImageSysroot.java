package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sysroot whose system comes from a container image, with the commits, refs and origins that
 * ostree-ext makes of one.
 */
public record ImageSysroot(TestSysroot sysroot) {
  /** Its stateroot. */
  public static final String STATEROOT = "default";

  /** The name of the image that is followed. */
  public static final String NAME = "quay.io/fern/os:stable";

  /** What the origin says of it. */
  public static final String REFERENCE = "ostree-unverified-registry:" + NAME;

  /** The ref that ostree-ext keeps an image under ({@code ref_for_image}). */
  public static final String REF =
      "ostree/container/image/docker_3A___2F__2F_quay_2E_io/fern/os_3A_stable";

  /** Makes an empty one. */
  public static ImageSysroot create(Path folder) {
    return new ImageSysroot(TestSysroot.create(folder, STATEROOT));
  }

  /** Makes the commit of an image, whose parent is the commit of its own base. */
  public String commit(SomeImage image) {
    String base = sysroot.commit("base", image.version(), "kernel " + image.version());
    // Only the merge commit is named by a ref for good.
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "base");
    List<String> command = new ArrayList<>(List.of("ostree", "commit", "--fsync=no"));
    command.addAll(List.of("--repo=" + sysroot.repository(), "--branch=" + REF));
    command.addAll(List.of("--tree=ref=" + base, "--parent=" + base));
    command.addAll(image.metadata());
    return Command.run(command).strip();
  }

  /** Deploys an image and gives the checksum of its commit. */
  public String deploy(SomeImage image) {
    return deploy(image, "[origin]\ncontainer-image-reference=" + REFERENCE + "\n");
  }

  /** Deploys an image with this origin. */
  public String deploy(SomeImage image, String origin) {
    try {
      String commit = commit(image);
      Path file = Files.writeString(Files.createTempFile("origin", ""), origin);
      sysroot.admin(
          "deploy", "--os=" + STATEROOT, "--karg=root=LABEL=root", "--origin-file=" + file, commit);
      Files.delete(file);
      return commit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
