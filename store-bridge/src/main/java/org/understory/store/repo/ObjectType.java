package org.understory.store.repo;

/** Kinds of object with the suffix of their files (ostree_object_type_to_string). */
enum ObjectType {
  COMMIT("commit"),
  DIRTREE("dirtree"),
  DIRMETA("dirmeta"),
  /** Metadata about a commit that is not part of it; not checked by its name. */
  COMMITMETA("commitmeta"),
  /** File object of every mode but archive. */
  FILE("file"),
  /** File object of an archive repository. */
  FILEZ("filez");

  private final String suffix;

  ObjectType(String suffix) {
    this.suffix = suffix;
  }

  /** What follows the dot in the name of its file. */
  String suffix() {
    return suffix;
  }
}
