package org.understory.store.libostree;

import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.operation.Problem;

/** What an error of libostree means to a person, where it has a case of its own. */
@FunctionalInterface
interface Meaning {
  /** const gchar *g_strerror (gint), in the language that GLib speaks. */
  Fn ERROR_WORDS = new Fn("g_strerror", "pi");

  /** errno.h */
  int EIO = 5;

  /** The problem, if this knows the error. */
  Optional<Problem> of(GError error);

  /** This, and where it does not know the error, the other. */
  default Meaning or(Meaning other) {
    return error -> of(error).or(() -> other.of(error));
  }

  /** What may happen to whatever works on files. */
  static Meaning files(Path path) {
    return error -> {
      String place = path.toString();
      // glnx_throw without a code: throw_min_free_space_error in ostree-repo-commit.c, and of a
      // delta, process_one_static_delta in ostree-repo-pull.c
      if ((error.message().contains("min-free-space-")
              && error.message().contains(" would be exceeded"))
          || error.message().contains("free space, but only ")) {
        return Optional.of(new Problem.NoSpace(place));
      }
      if (!error.domain().equals(GError.IO)) {
        return Optional.empty();
      }
      return switch (error.code()) {
        case GError.NO_SPACE -> Optional.of(new Problem.NoSpace(place));
        case GError.PERMISSION_DENIED -> Optional.of(new Problem.NotWritable(place));
        case GError.READ_ONLY -> Optional.of(new Problem.ReadOnlyFileSystem(place));
        case GError.WOULD_BLOCK -> Optional.of(new Problem.SysrootLocked(place));
        // GLib has no code for EIO (g_io_error_from_errno), so it is told by its words alone.
        case GError.FAILED ->
            error.message().endsWith(GLib.borrowed(ERROR_WORDS.pointer(EIO)))
                ? Optional.of(new Problem.InputOutput(place, error.message()))
                : Optional.empty();
        default -> Optional.empty();
      };
    };
  }

  /** What may happen to whatever uses a remote. */
  static Meaning remote(String remote) {
    return error -> {
      String said = error.message();
      // _ostree_repo_get_remote in ostree-repo.c
      if (error.is(GError.NOT_FOUND) && said.endsWith("Remote \"" + remote + "\" not found")) {
        return Optional.of(new Problem.UnknownRemote(remote));
      }
      // impl_repo_remote_add in ostree-repo.c
      if (said.contains("Remote configuration for \"" + remote + "\" already exists")) {
        return Optional.of(new Problem.RemoteExists(remote));
      }
      return Optional.empty();
    };
  }
}
