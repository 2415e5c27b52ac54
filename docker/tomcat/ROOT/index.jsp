<%@ page contentType="text/plain" %><%= java.net.InetAddress.getLocalHost().getHostName() %> through <%= request.getHeader("X-Served-By") %>
