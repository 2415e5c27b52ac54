package dev.lvsfleet.lab.endtoend;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The client node asking {@link NamingServer}s, each time from a port of its own unless it says otherwise. */
record LabClient(RunningLab lab) {

    private static final int LIMIT_MILLIS = 5000;

    /** The client's own address in the lab's network. */
    static final String OWN = "192.168.148.150";

    /** The answers of that many connections, one after the other; each must be had. */
    List<String> tcp(String source, String address, int port, int times) throws IOException, InterruptedException {
        InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(source), 0);
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        return lab.inside("client", () -> {
            List<String> answers = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                answers.add(connect(from, to));
            }
            return answers;
        });
    }

    /** The answers to that many datagrams, each from a socket of its own, one after the other; each must be had. */
    List<String> udp(String source, String address, int port, int times) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            answers.addAll(udpFromOneSocket(source, address, port, 1));
        }
        return answers;
    }

    /** The answers to that many datagrams of one socket, one after the other; each must be had. */
    List<String> udpFromOneSocket(String source, String address, int port, int times)
            throws IOException, InterruptedException {
        InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(source), 0);
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        return lab.inside("client", () -> {
            try (DatagramSocket socket =
                    DatagramChannel.open(NamingServer.family(to)).socket()) {
                socket.setSoTimeout(LIMIT_MILLIS);
                socket.bind(from);
                socket.connect(to);
                List<String> answers = new ArrayList<>();
                for (int time = 0; time < times; time++) {
                    answers.add(exchange(socket));
                }
                return answers;
            }
        });
    }

    /** The front pages of that many HTTP requests, one after the other, each with a connection of its own. */
    List<String> pages(String address, int times) throws IOException, InterruptedException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(address), 80);
        return lab.inside("client", () -> {
            List<String> pages = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                pages.add(page(to));
            }
            return pages;
        });
    }

    /** Gives a node further addresses in the lab's network; they stay until the lab goes. */
    void addresses(String node, List<String> addresses) throws IOException, InterruptedException {
        String commands = addresses.stream()
                .map(address -> "ip addr replace " + address + "/24 dev eth0")
                .collect(Collectors.joining(" && "));
        lab.exec(node, "sh", "-c", commands).orThrow("Cannot add addresses to " + node);
    }

    /** That many addresses of the lab's network from that host number on: 190 and more are nobody's and no virtual ones. */
    static List<String> hosts(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(host -> "192.168.148." + host)
                .toList();
    }

    private static String connect(InetSocketAddress from, InetSocketAddress to) throws IOException {
        try (Socket socket = SocketChannel.open(NamingServer.family(to)).socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.bind(from);
            socket.connect(to, LIMIT_MILLIS);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String page(InetSocketAddress to) throws IOException {
        try (Socket socket = SocketChannel.open(NamingServer.family(to)).socket()) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(to, LIMIT_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: lab\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
        }
    }

    private static String exchange(DatagramSocket socket) throws IOException {
        socket.send(new java.net.DatagramPacket(new byte[] {'?'}, 1));
        java.net.DatagramPacket answer = new java.net.DatagramPacket(new byte[2048], 2048);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }
}
