package dev.lvsfleet.linux.arp;

import dev.lvsfleet.linux.rtnetlink.MacAddress;
import java.net.InetAddress;

/** Somebody said that an IPv4 address is his. */
public record ArpAnswer(InetAddress address, MacAddress owner) {}
