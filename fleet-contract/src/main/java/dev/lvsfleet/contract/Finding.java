package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

/**
 * Something about a node that an operator should see to, or know; docs/doctor.md has every code.
 *
 * @param code what kind of finding, a word that never changes its meaning
 * @param subject what it is about, for example an address, an interface or a setting
 * @param evidence what was read, in one sentence
 * @param remedy the command or the setting that ends it
 */
public record Finding(String code, FleetEvent.Severity severity, String subject, String evidence, String remedy) {

    public Finding {
        requireNonNull(code, "code is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(evidence, "evidence is null");
        requireNonNull(remedy, "remedy is null");
    }

    /** Whether it is about the same, though its words may have changed. */
    public boolean isAbout(Finding other) {
        return code.equals(other.code) && severity == other.severity && subject.equals(other.subject);
    }
}
