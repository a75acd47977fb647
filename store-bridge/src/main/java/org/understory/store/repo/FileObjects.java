package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.VariantException;

/**
 * Opens file objects wherever in the chain they are, in the way of the repository that has them.
 */
final class FileObjects {
  private final Objects objects;
  private final XattrReader attached;

  /** {@code attached} reads the attributes of the files of bare repositories. */
  FileObjects(Objects objects, XattrReader attached) {
    this.objects = objects;
    this.attached = attached;
  }

  /** All but the content; nothing is verified. */
  FileObject header(Checksum file) throws StoreException {
    return open(file, ObjectFiles::header, (_, _, header) -> header);
  }

  /** The content, verified; a link has none. */
  FileContent content(Checksum file, Cancellation cancellation) throws StoreException {
    return open(
        file,
        ObjectFiles::content,
        (path, format, header) -> FileContent.open(file, header, format, path, cancellation));
  }

  /** Where the content lies as it is; of a link, and in an archive, nowhere. */
  Optional<Path> place(Checksum file) throws StoreException {
    return open(
        file,
        ObjectFiles::header,
        (path, format, header) ->
            header.isLink() || format instanceof ArchiveFiles
                ? Optional.empty()
                : Optional.of(path));
  }

  /** How much of an object has to be here. */
  private interface Need {
    Path bring(ObjectFiles files, Path place, Checksum file)
        throws IOException, VariantException, StoreException;
  }

  /** What is done with an object once it is found. */
  private interface Use<T> {
    T use(Path path, FileFormat format, FileObject header)
        throws IOException, VariantException, StoreException;
  }

  private <T> T open(Checksum file, Need need, Use<T> use) throws StoreException {
    for (Location location : objects.chain()) {
      Path path = location.path(file, location.fileType().suffix());
      FileFormat format = format(location);
      try {
        Path here = need.bring(location.files(), path, file);
        return use.use(here, format, format.header(here));
      } catch (NoSuchFileException e) {
        // The next one of the chain may have it.
      } catch (IOException e) {
        throw SmallFile.trouble(path, e);
      } catch (VariantException e) {
        throw e.in(Objects.name(file, location.fileType()));
      }
    }
    ObjectType type = objects.chain().getFirst().fileType();
    throw new StoreException(new Problem.MissingObject(Objects.name(file, type)));
  }

  private FileFormat format(Location location) {
    return switch (location.mode()) {
      case ARCHIVE -> new ArchiveFiles();
      case BARE_USER -> new BareUserFiles();
      case BARE_USER_ONLY -> new BareFiles(false, XattrReader.NONE);
      case BARE -> new BareFiles(true, location.xattrs() ? attached : XattrReader.NONE);
      case BARE_SPLIT_XATTRS -> new BareFiles(true, XattrReader.SPLIT);
    };
  }
}
