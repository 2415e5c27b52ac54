package dev.lvsfleet.linux.clock;

import java.time.Duration;

/**
 * How right the kernel believes its clock to be.
 *
 * @param synchronised whether something keeps it right; without that the rest says little
 * @param estimatedError as whoever keeps it right has told
 * @param greatestError grows by itself until it is told anew, up to 16 s
 */
public record ClockReading(boolean synchronised, Duration estimatedError, Duration greatestError) {}
