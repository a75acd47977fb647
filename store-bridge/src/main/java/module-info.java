/**
 * Everything that touches the system: reading repositories and sysroots, and the demo system. No
 * window.
 */
module org.understory.store {
  requires transitive org.understory.model;
  requires com.fasterxml.jackson.core;
  requires java.sql;
  requires java.xml;
  requires java.net.http;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports org.understory.store.bootc;
  exports org.understory.store.bus;
  exports org.understory.store.client;
  exports org.understory.store.container;
  exports org.understory.store.demo;
  exports org.understory.store.endless;
  exports org.understory.store.engine;
  exports org.understory.store.engine.endless;
  exports org.understory.store.engine.rpmostree;
  exports org.understory.store.flatpak;
  exports org.understory.store.helper;
  exports org.understory.store.journal;
  exports org.understory.store.logind;
  exports org.understory.store.packages;
  exports org.understory.store.remote;
  exports org.understory.store.repo;
  exports org.understory.store.rpmostree;
  exports org.understory.store.storage;
  exports org.understory.store.sysroot;
  exports org.understory.store.wire;
}
