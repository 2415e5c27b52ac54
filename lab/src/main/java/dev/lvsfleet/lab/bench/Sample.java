package dev.lvsfleet.lab.bench;

import java.time.Duration;

/**
 * Where the time of one change went.
 *
 * @param call from the request to the API's answer; not part of the total
 * @param toKafka from the revision in the transaction to the send to Kafka
 * @param toAgent from that send to the agent's receipt
 * @param plan verification, decoding and planning
 * @param netlink from the first request to the kernel to its last acknowledgement
 * @param total from the API's answer to the kernel's last acknowledgement
 */
record Sample(Duration call, Duration toKafka, Duration toAgent, Duration plan, Duration netlink, Duration total) {}
