package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.KeyBlock;
import org.understory.store.file.SmallFile;

/** A file with OpenPGP public keys that somebody got from a publisher, binary or as text. */
public final class PublicKeyFile {
  /** Bytes; photos and the like may be in it, which are not taken over. */
  private static final int LIMIT = 1 << 20;

  private PublicKeyFile() {}

  /**
   * Reads it.
   *
   * @throws StoreException NoPublicKey, SecretKey, TooManyKeys; CorruptFile for more than a
   *     mebibyte or what is no regular file; NotPermitted, InputOutput
   */
  public static KeyBlock read(Path file) throws StoreException {
    try {
      return KeyBlock.read(SmallFile.bytes(file, LIMIT));
    } catch (NoSuchFileException e) {
      throw new StoreException(new Problem.InputOutput(file.toString(), "no such file"), e);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }
}
