/** The program a person starts: the window and the command line. */
module org.understory.app {
  requires org.understory.model;
  requires org.understory.store;
  requires org.understory.resources;
  requires javafx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.materialdesign2;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.freedesktop.dbus;
  requires org.slf4j;
  requires static org.jspecify;

  exports org.understory.app.launch;

  opens org.understory.app.cli to
      info.picocli;
}
