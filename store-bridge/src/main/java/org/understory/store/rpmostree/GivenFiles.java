package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageFile;
import org.understory.store.bus.Questions;
import org.understory.store.file.SmallFile;
import org.understory.store.libostree.NativeFile;
import org.understory.store.libostree.NativeSocket;
import org.understory.store.packages.RpmFile;

/** Files of packages that are open to be handed to the daemon, the very ones that were planned. */
record GivenFiles(List<NativeFile> files) implements AutoCloseable {
  /**
   * Opens them.
   *
   * @throws StoreException CorruptFile where one is no longer what it was, and what {@link
   *     RpmFile#read} throws
   */
  static GivenFiles open(List<PackageFile> planned) throws StoreException {
    GivenFiles given = new GivenFiles(new ArrayList<>());
    try {
      for (PackageFile each : planned) {
        given.add(each);
      }
      return given;
    } catch (StoreException failure) {
      given.close();
      throw failure;
    }
  }

  private void add(PackageFile planned) throws StoreException {
    Path path = Path.of(planned.path());
    try {
      NativeFile file = NativeFile.open(path);
      files.add(file);
      // By its number, for its name may lead elsewhere by now.
      if (!RpmFile.read(file.path(), planned.path()).equals(planned)) {
        throw new StoreException(new Problem.CorruptFile(planned.path(), Flaw.CHECKSUM_MISMATCH));
      }
    } catch (IOException e) {
      // Java has the words for what is wrong.
      RpmFile.read(path);
      throw SmallFile.trouble(path, e);
    }
  }

  int[] descriptors() {
    return files.stream().mapToInt(NativeFile::descriptor).toArray();
  }

  /** Comes to the bus with what can carry them, where there are any. */
  Questions questions(Path bus) throws IOException {
    return files.isEmpty() ? Questions.on(bus) : Questions.on(NativeSocket.connect(bus));
  }

  @Override
  public void close() {
    files.forEach(NativeFile::close);
  }
}
