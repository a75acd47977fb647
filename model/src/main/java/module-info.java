/** Plain facts about OSTree systems and pure functions over them: no files, no bus, no window. */
module org.understory.model {
  requires io.github.javadiffutils;
  requires static org.jspecify;

  exports org.understory.model.container;
  exports org.understory.model.content;
  exports org.understory.model.config;
  exports org.understory.model.flatpak;
  exports org.understory.model.history;
  exports org.understory.model.operation;
  exports org.understory.model.packages;
  exports org.understory.model.plan;
  exports org.understory.model.remote;
  exports org.understory.model.rpmostree;
  exports org.understory.model.storage;
  exports org.understory.model.system;
  exports org.understory.model.text;
  exports org.understory.model.tree;
}
