package org.understory.store.helper;

/** How the two kinds of object describe themselves. */
final class Introspection {
  private static final String START =
      """
      <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
      <node>
        <interface name="org.freedesktop.DBus.Peer">
          <method name="Ping"/>
        </interface>
        <interface name="org.freedesktop.DBus.Introspectable">
          <method name="Introspect"><arg name="xml" type="s" direction="out"/></method>
        </interface>
        <interface name="org.freedesktop.DBus.Properties">
          <method name="Get">
            <arg name="interface" type="s" direction="in"/>
            <arg name="name" type="s" direction="in"/>
            <arg name="value" type="v" direction="out"/>
          </method>
          <method name="GetAll">
            <arg name="interface" type="s" direction="in"/>
            <arg name="values" type="a{sv}" direction="out"/>
          </method>
        </interface>
      """;

  static final String MANAGER =
      START
          + """
            <interface name="org.understory.Helper1.Manager">
              <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="false"/>
              <method name="GetState"><arg name="snapshot" type="s" direction="out"/></method>
              <method name="Begin">
                <arg name="expected_state" type="s" direction="in"/>
                <arg name="operation" type="s" direction="in"/>
                <arg name="interactive" type="b" direction="in"/>
                <arg name="transaction" type="o" direction="out"/>
              </method>
              <property name="ProtocolVersion" type="u" access="read"/>
              <property name="ActiveTransaction" type="o" access="read"/>
              <property name="LibostreeVersion" type="s" access="read"/>
              <property name="PowerSafe" type="b" access="read"/>
              <property name="Running" type="s" access="read"/>
              <property name="LastOutcome" type="s" access="read"/>
            </interface>
          </node>
          """;

  static final String TRANSACTION =
      START
          + """
            <interface name="org.understory.Helper1.Transaction">
              <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="false"/>
              <method name="Start"/>
              <method name="Cancel"/>
              <method name="Watch"/>
              <signal name="Event"><arg name="lines" type="s"/></signal>
              <signal name="Finished"><arg name="outcome" type="s"/></signal>
              <property name="State" type="s" access="read"/>
              <property name="Action" type="s" access="read"/>
              <property name="OwnerUid" type="u" access="read"/>
              <property name="Since" type="t" access="read"/>
              <property name="Phase" type="s" access="read"/>
              <property name="RequestHash" type="s" access="read"/>
              <property name="Outcome" type="s" access="read"/>
            </interface>
          </node>
          """;

  private Introspection() {}
}
