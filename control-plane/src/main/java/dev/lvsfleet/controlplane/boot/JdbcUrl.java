package dev.lvsfleet.controlplane.boot;

/** A JDBC URL as it may be shown. */
final class JdbcUrl {

    private JdbcUrl() {}

    /** Without its parameters and whoever stands before an at sign, among which passwords are. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("[?].*", "").replaceFirst("//.*@", "//");
    }
}
