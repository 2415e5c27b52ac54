package dev.lvsfleet.agent.boot;

/** Thrown when an agent cannot run with its settings; the message is one sentence that names the setting. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String message) {
        super(message);
    }
}
